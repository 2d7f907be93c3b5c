"""The document: the subjects that its own equations define."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from symbackprop.answers.documents import Source
from symbackprop.answers.latex import Symbols
from symbackprop.answers.latex.tree import Node, Product
from symbackprop.answers.understanding.inference.alternatives import Alternative, alternatives
from symbackprop.answers.understanding.inference.chain_rules import network_of_chain_rule
from symbackprop.answers.understanding.inference.definitions import Definition, Definitions, definitions_in
from symbackprop.answers.understanding.inference.derived import Derived, derived
from symbackprop.answers.understanding.inference.examples import examples
from symbackprop.answers.understanding.inference.indexed.derived import DerivedOfArrays, derived_of_arrays
from symbackprop.answers.understanding.inference.indexed.of_wholes import derived_of_wholes
from symbackprop.answers.understanding.inference.layers import unrolled
from symbackprop.answers.understanding.inference.lexicon import Lexicon, lexicon_of
from symbackprop.answers.understanding.inference.matrices import speaks_of_matrices
from symbackprop.answers.understanding.inference.statements import Stated, statements_of
from symbackprop.answers.understanding.inference.summed_chain_rules import network_of_summed_chain_rule
from symbackprop.answers.understanding.inference.tables import table_of, table_of_chain_rule
from symbackprop.answers.understanding.subject import Key, Subject
from symbackprop.answers.understanding.wording import called, ranges
from symbackprop.network import ACTIVATIONS, Network

MOST_CHAIN_RULES = 20
"""The most chain rules about other functions that get a subject of their own."""


def subjects_in(source: Source) -> tuple[Subject, ...]:
    """Returns the subjects that the equations of a document define, the main one first; () if they define none.

    The further ones are those with another activation that the document treats, and the functions of its chain rules.
    """
    statements = statements_of(source)
    found = subjects_stated(statements, tuple(source.texts.values()))
    written = {stated.key: stated.statement.sides[0] for stated in statements}
    return tuple(subject for subject in found if _is_network(subject, written))


def _is_network(subject: Subject, written: Mapping[Key, Node | None]) -> bool:
    """Returns whether a subject has more than one equation, or one of a function with its arguments: f(x, y) = x y."""
    several = len(subject.table.vocabulary.network.equations) > 1
    return several or any(isinstance(written[key], Product) for key in subject.definitions)


def subjects_stated(statements: Sequence[Stated], texts: Sequence[str]) -> tuple[Subject, ...]:
    """Returns the subjects that statements define, with the words around them."""
    layers = unrolled(statements)
    if layers is None:
        return _stated(statements, texts)
    found = _stated(layers.statements, texts)
    return tuple(replace(subject, table=replace(subject.table, layers=layers.letters)) for subject in found)


def _stated(statements: Sequence[Stated], texts: Sequence[str]) -> tuple[Subject, ...]:
    lexicon = lexicon_of(statements)
    if speaks_of_matrices(lexicon, texts):
        return tuple(_of_wholes(lexicon, texts))
    apart = examples(definitions_in(lexicon), statements)
    if not apart:
        return _defined(lexicon, texts)
    taken = frozenset().union(*apart)
    rest = lexicon_of(stated for stated in statements if stated.key not in taken)
    return (*_defined(rest, texts), *(subject for keys in apart for subject in _example(keys, statements, texts)))


def _of_wholes(lexicon: Lexicon, texts: Sequence[str]) -> Iterator[Subject]:
    """Yields the subjects of a document that writes vectors and matrices as a whole."""
    definitions = definitions_in(lexicon)
    for way in alternatives(definitions, lexicon, texts):
        found = derived_of_wholes(definitions, lexicon, way.functions)
        if found is not None:
            yield replace(_subject_of_arrays(way, found[0]), layout=found[1])


def _defined(lexicon: Lexicon, texts: Sequence[str]) -> tuple[Subject, ...]:
    """Returns the subjects that the statements of a lexicon define together."""
    definitions = definitions_in(lexicon)
    ways = alternatives(definitions, lexicon, texts)
    scalars = [
        _subject(way, made, lexicon, definitions)
        for way in ways
        if (made := derived(definitions, lexicon, way.functions)) is not None
    ]
    arrays = [
        _subject_of_arrays(way, of_arrays)
        for way in ways
        if (of_arrays := derived_of_arrays(definitions, lexicon, way.functions)) is not None
    ]
    found = max((scalars, arrays), key=lambda subjects: max((len(one.definitions) for one in subjects), default=0))
    return (*found, *_chain_rules(lexicon, found)) if found else ()


def _example(keys: frozenset[Key], statements: Sequence[Stated], texts: Sequence[str]) -> Iterator[Subject]:
    """Yields the subject of a formula that defines its own function."""
    for subject in _defined(lexicon_of(stated for stated in statements if stated.key in keys), texts)[:1]:
        yield replace(subject, about=keys)


def _subject(way: Alternative, made: Derived, lexicon: Lexicon, definitions: Definitions) -> Subject:
    learnt = table_of(made, lexicon, way.functions, definitions.quantities)
    used = {str(line.name) for line in made.words.network}
    sources = [source for key, source in made.forward.sources.items() if str(key) in used]
    sources += [meaning.source for meaning in way.meanings.values() if meaning.source is not None]
    sources += [row.source for row in made.deltas if row.source is not None]
    sources += learnt.sources
    own = (*made.remarks, *made.forward.remarks, *learnt.remarks) if way.about is None else ()
    found = _read_from(way, learnt.table, sources)
    return replace(found, completed=_completed(made), remarks=(*found.remarks, *own))


def _subject_of_arrays(way: Alternative, made: DerivedOfArrays) -> Subject:
    sources = [*made.sources, *(meaning.source for meaning in way.meanings.values() if meaning.source is not None)]
    return _read_from(way, made.table, sources)


def _read_from(way: Alternative, table: Symbols, sources: Sequence[Definition]) -> Subject:
    """Returns the subject of a network that was made of some equations of the document."""
    lines = tuple(sorted({source.line for source in sources}))
    units = f", {ACTIVATIONS[way.kind].title} units" if way.kind else ""
    return Subject(
        table,
        f"{called(table.vocabulary.network)}{units}, read from the document ({ranges(lines)})",
        lines=lines,
        definitions=frozenset(source.stated.key for source in sources),
        about=way.about,
        remarks=way.remarks,
    )


def _completed(made: Derived) -> tuple[str, ...]:
    """Returns the names that were completed, and those that only their equations have."""
    lines = made.forward.completed
    written = {symbol for key in made.forward.sources for symbol in (key, *made.forward.equations[key].free_symbols)}
    read = [symbol for line in lines for symbol in sorted(line.body.free_symbols, key=str)]
    new = (symbol for symbol in read if symbol not in written)
    return tuple(map(str, dict.fromkeys([*(line.name for line in lines), *new])))


def _chain_rules(lexicon: Lexicon, found: Sequence[Subject]) -> Iterator[Subject]:
    known = {symbol.name for subject in found for symbol in subject.table.vocabulary.network.symbols}
    yield from chain_rules_in(lexicon, known)


def chain_rules_in(lexicon: Lexicon, known: Collection[str]) -> Iterator[Subject]:
    """Yields the functions of the chain rules among statements that are about none of the names known."""
    count = 0
    for stated in lexicon.statements:
        network = _any_functions(stated, lexicon, known) if count < MOST_CHAIN_RULES else None
        if network is not None:
            count += 1
            yield Subject(
                table_of_chain_rule(network),
                f"functions of functions, whatever they are (line {stated.line})",
                lines=(stated.line,),
                about=frozenset({stated.key}),
            )


def _any_functions(stated: Stated, lexicon: Lexicon, known: Collection[str]) -> Network | None:
    """Returns the network of any functions that a chain rule is about; None for another statement."""
    found = network_of_chain_rule(stated, lexicon, known) or network_of_summed_chain_rule(stated)
    return None if found is None or {symbol.name for symbol in found.symbols} & {*known} else found
