"""Sources: what was read of a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symbackprop.answers.documents.passage import Mark, Passage, Picture, Remark
from symbackprop.answers.latex.macros import Macro


@dataclass(frozen=True)
class Source:
    r"""A document with its formulas.

    file          its name; "" if text was given
    format        one of FORMATS
    passages      its formulas, in the order in which they stand
    macros        what its \newcommand, \def, ... define: the command and what it stands for
    front_matter  what its front matter says
    pictures      the formulas that are pictures; those whose address could be read are passages too
    remarks       what was passed over, and where: files that are not followed, signs that are not closed
    marks         the comments in which it says what its next part is about
    texts         its text, lines ended by \n, under 0; of a notebook that of every Markdown cell under its number
    """

    file: str
    format: str
    passages: tuple[Passage, ...]
    macros: Mapping[str, Macro] = field(default_factory=dict)
    front_matter: Mapping[str, object] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    remarks: tuple[Remark, ...] = ()
    marks: tuple[Mark, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict, repr=False)
