"""Subjects: the network of a document, as it is given, named in its front matter, or defined in its text."""

from __future__ import annotations

from dataclasses import replace

from symbackprop.answers.documents import Source
from symbackprop.answers.latex import Symbols, Written
from symbackprop.answers.understanding.files import Description
from symbackprop.answers.understanding.front_matter import network_and_notation
from symbackprop.answers.understanding.inference.activations import activations_in_words
from symbackprop.answers.understanding.inference.document import subjects_in
from symbackprop.answers.understanding.inference.lexicon import Lexicon, lexicon_of
from symbackprop.answers.understanding.inference.statements import statements_of
from symbackprop.answers.understanding.notation import Notation, notation_of_table
from symbackprop.answers.understanding.stated import stated_values
from symbackprop.answers.understanding.subject import Subject
from symbackprop.answers.understanding.wording import called
from symbackprop.network import Network, two_layer

FEWEST_LETTERS = 3
"""How many names of a document must be those of the default network."""

MOST_STRANGERS = 0.25
"""Which part of its names may be none of them."""


def subjects_of(
    source: Source, network: Network | None = None, notation: Notation | None = None
) -> tuple[Subject, ...]:
    r"""Returns what a document is about, the main subject first.

    source    the document
    network   the network it speaks of; None: the one that its front matter names, else the one that its own equations
              define, else the 2-2-1 network of the notes if the letters of the document are those of it
    notation  what its letters mean; None: what its front matter says, else those of the network

    Of a document that defines its network, further subjects are the same network with another activation, where the
    document treats two, and the functions of its chain rules. () if nothing says what the document is about.
    Raises NotationError for front matter that is wrong.

    >>> from symbackprop.answers.documents import read_text
    >>> source = read_text(r"$y = g(w x)$ with $g(s) = \frac{1}{1 + e^{-s}}$; $E = \frac12 (y - t)^2$")
    >>> (subject,) = subjects_of(source)
    >>> subject.words
    '1-1 network, read from the document (line 1)'
    """
    named, spoken = network_and_notation(source)
    notation = notation or spoken
    if network is not None:
        return (_given(network, notation, called(network)),)
    if named is not None:
        return (_given(named, notation, f"{called(named)}, named in the front matter"),)
    found = _own(source)
    if any(subject.about is None for subject in found):
        return found if notation is None else tuple(_also(subject, notation) for subject in found)
    default = _of_the_notes(source, notation)
    if default is None or not _fits(default.table, lexicon_of(statements_of(source))):
        return found
    return (default, *found)


def _own(source: Source) -> tuple[Subject, ...]:
    """Returns the subjects that the equations of a document define; () if they are too large to be read."""
    try:
        return subjects_in(source)
    except (OverflowError, RecursionError):
        return ()


def _of_the_notes(source: Source, notation: Notation | None) -> Subject | None:
    """Returns the 2-2-1 network with the activation that the words of a document name; None if they name several."""
    spoken = activations_in_words(source.texts.values())
    if len(spoken) > 1:
        return None
    network = two_layer(spoken[0].name if spoken else "sigmoid")
    return replace(_given(network, notation, "2-2-1 network of the notes, whose letters it has"), assumed=True)


def _given(network: Network, notation: Notation | None, words: str) -> Subject:
    used = notation or Notation()
    table = Description(network, used).table()
    return Subject(table, words, layout=used.layout, stated=stated_values(used.numbers, table))


def _also(subject: Subject, notation: Notation) -> Subject:
    """Returns the subject with what a notation says besides."""
    table = notation.over(notation_of_table(subject.table)).table(subject.table.vocabulary)
    return replace(subject, table=table, layout=notation.layout, stated=stated_values(notation.numbers, table))


def _fits(table: Symbols, lexicon: Lexicon) -> bool:
    """Returns whether the names of a document are those of the network, with few exceptions."""
    heads = {occurrence.text: occurrence.head.name for occurrence in lexicon.everywhere}
    names = [name for text, name in heads.items() if text in lexicon.quantities]
    known = [name for name in names if _is_known(table, name)]
    return len(known) >= FEWEST_LETTERS and len(names) - len(known) <= MOST_STRANGERS * len(names)


def _is_known(table: Symbols, name: Written) -> bool:
    return bool(table.meanings(name))
