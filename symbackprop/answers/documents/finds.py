"""What a reader of a format finds: formulas with their places in the text, before lines are counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from symbackprop.answers.documents.environments import inside
from symbackprop.answers.documents.macros import DEFINITION, Definition, Definitions
from symbackprop.answers.documents.passage import Kind
from symbackprop.answers.documents.pictures import formula_in
from symbackprop.answers.documents.stretch import Stretch, whole
from symbackprop.answers.latex.macros import Macro

_DEFINED = re.compile(DEFINITION)


@dataclass(frozen=True)
class Formula:
    """A formula: what it says, and from where to where it stands with the signs around it."""

    kind: Kind
    environment: str
    content: Stretch
    start: int
    end: int


@dataclass
class Finds:
    """Collects what is found in one text.

    formulas  in the order of the document
    pictures  (place, address, words that stand for it, what is said of it)
    remarks   (place, what was passed over)
    macros    what is defined
    header    what the front matter says
    comments  (from where, to where) its comments stand
    """

    formulas: list[Formula] = field(default_factory=list)
    pictures: list[tuple[int, str, str, str]] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    macros: dict[str, Macro] = field(default_factory=dict)
    header: Mapping[str, object] = field(default_factory=dict)
    comments: list[tuple[int, int]] = field(default_factory=list)

    def formula(self, kind: Kind, content: Stretch, start: int, end: int) -> None:
        """Adds the formula that stands from `start` to before `end`, unless it only defines macros."""
        environment, found = inside(self._with_macros_taken(content))
        text = found.text
        if text.strip():
            bare = found.part(len(text) - len(text.lstrip()), len(text.rstrip()))
            self.formulas.append(Formula(kind, environment, bare, start, end))

    def definition(self, found: Definition, place: int) -> None:
        """Adds the macro that is defined at `place`."""
        if found.macro is None:
            self.remarks.append(
                (place, f"the definition of {found.name} is not read: its arguments are of another kind")
            )
        elif not (found.keeps and found.name in self.macros):
            self.macros[found.name] = found.macro

    def picture(self, place: int, target: str, alt: str) -> None:
        """Adds the picture at `place` if it looks like a formula; what its address says is read, the picture is not."""
        found = formula_in(target, alt)
        if found is None:
            return
        self.pictures.append((place, target, alt, found.fact))
        if found.latex:
            content = whole(found.latex)
            text = content.text.strip()
            environment, bare = inside(whole(text))
            origin = Stretch(bare.text.strip(), (0,), (place,))
            self.formulas.append(Formula("image", environment, origin, place, place))

    def _with_macros_taken(self, content: Stretch) -> Stretch:
        if not _DEFINED.search(content.text):
            return content
        definitions, gaps, place = Definitions(content.text), [], 0
        for command in _DEFINED.finditer(content.text):
            found = definitions.at(command.start()) if command.start() >= place else None
            if found is not None:
                self.definition(found, content.origin(command.start()))
                gaps.append((command.start(), found.end))
                place = found.end
        return content.without(gaps)
