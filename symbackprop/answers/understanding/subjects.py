"""Subjects: the network of a document, as it is given, named in its front matter, or defined in its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symbackprop.answers.documents import Source
from symbackprop.answers.latex import Symbols, Written
from symbackprop.answers.parser import parse
from symbackprop.answers.understanding.files import Description
from symbackprop.answers.understanding.formulas import bare
from symbackprop.answers.understanding.front_matter import said_in_front_matter
from symbackprop.answers.understanding.inference.activations import activations_in_words
from symbackprop.answers.understanding.inference.document import chain_rules_in, subjects_in
from symbackprop.answers.understanding.inference.lexicon import Lexicon, lexicon_of
from symbackprop.answers.understanding.inference.statements import statements_of
from symbackprop.answers.understanding.mapping import Said
from symbackprop.answers.understanding.notation import Notation, notation_of_table
from symbackprop.answers.understanding.parts import Part, before_parts, general_in, parts_of
from symbackprop.answers.understanding.refusal import refusal
from symbackprop.answers.understanding.stated import stated_values
from symbackprop.answers.understanding.subject import Subject
from symbackprop.answers.understanding.wording import called
from symbackprop.network import Network, two_layer
from symbackprop.proof import Hypothesis

FEWEST_LETTERS = 3
"""How many names of a document must be those of the default network."""

MOST_STRANGERS = 0.25
"""Which part of its names may be none of them."""

NOTHING = "no network"
"""What a part is about that names none."""


def subjects_of(
    source: Source, network: Network | None = None, notation: Notation | None = None
) -> tuple[Subject, ...]:
    r"""Returns what a document is about, the main subject first.

    source    the document
    network   the network it speaks of; None: the one that its front matter names, or of a part the one that a comment
              before it names, else the one that its own equations define, else the 2-2-1 network of the notes if the
              letters of the document are those of it
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
    said = said_in_front_matter(source)
    if network is not None:
        return (_given(Said(network, notation or said.notation), called(network)),)
    whole = _of_the_whole(before_parts(source), said, notation)
    parts = tuple(_of_parts(source, notation or said.notation))
    return (*whole, *_of_no_part(source, whole, parts), *parts)


def _of_no_part(source: Source, whole: Sequence[Subject], parts: Sequence[Subject]) -> Iterator[Subject]:
    """Yields the chain rules that stand before the first part that says what it is about, if nothing else does."""
    if parts and not whole:
        yield from chain_rules_in(lexicon_of(statements_of(before_parts(source))), ())


def _of_the_whole(source: Source, said: Said, given: Notation | None) -> tuple[Subject, ...]:
    """Returns what a document is about as a whole."""
    notation = given or said.notation
    if said.network is not None:
        named = replace(said, notation=notation)
        return (_given(named, f"{called(said.network)}, named in the front matter"),)
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


def _of_parts(source: Source, notation: Notation | None) -> Iterator[Subject]:
    """Yields what the parts of a document are about that say it, the chain rules about other functions first."""
    parts = tuple(parts_of(source))
    if parts:
        statements = statements_of(source)
        of_parts = [_of_part(part, notation) for part in parts]
        for subject in of_parts:
            inside = [stated for stated in statements if subject.about is None or stated.key in subject.about]
            yield from chain_rules_in(lexicon_of(inside), subject.table.vocabulary.quantities)
        general = general_in(source)
        yield from chain_rules_in(lexicon_of(stated for stated in statements if stated.passage in general), ())
        yield from of_parts


def _of_part(part: Part, notation: Notation | None) -> Subject:
    network = part.said.network or bare(()).network.titled(NOTHING)
    own = part.said.notation
    both = own.over(notation) if own is not None and notation is not None else own or notation
    named = f"{called(network)}, named in line {part.line}"
    return replace(_given(replace(part.said, network=network, notation=both), named), about=part.span)


def _of_the_notes(source: Source, notation: Notation | None) -> Subject | None:
    """Returns the 2-2-1 network with the activation that the words of a document name; None if they name several."""
    spoken = activations_in_words(source.texts.values())
    if len(spoken) > 1:
        return None
    network = two_layer(spoken[0].name if spoken else "sigmoid")
    found = _given(Said(network, notation), "2-2-1 network of the notes, whose letters it has")
    return replace(found, assumed=True)


def _given(said: Said, words: str) -> Subject:
    """Returns the subject of a network that is named."""
    used = said.notation or Notation()
    table = Description(said.network or two_layer(), used).table()
    return Subject(
        table,
        words,
        layout=used.layout,
        stated=stated_values(used.numbers, table),
        given=tuple(_condition(text, table) for text in said.where),
    )


def _condition(text: str, table: Symbols) -> Hypothesis:
    """Returns a condition that a document states: s + 709 > 0."""
    signs = [sign for sign in ("!=", ">") if sign in text]
    if not signs:
        raise refusal(f"{text} is no condition", "", "write             s + 709 > 0 or u != 0")
    words = table.vocabulary
    (left,), (right,) = (parse(side, words) for side in text.split(signs[0], 1))
    return Hypothesis(left - right, ">" if signs[0] == ">" else "!=", "user")


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
