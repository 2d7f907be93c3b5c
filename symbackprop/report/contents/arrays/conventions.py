"""Section: what the names of an indexed network mean, how derivatives by arrays are written, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from symbackprop.network import Network
from symbackprop.network.indices import head, index
from symbackprop.network.shapes import Ranges
from symbackprop.report.blocks import Block, Paragraph, Table
from symbackprop.report.contents.arrays.of_matrices import of_matrices
from symbackprop.report.contents.story import Story, listed, sentence
from symbackprop.report.document import Section
from symbackprop.report.text import Emphasis, Formula, Text, beside, ranging, shape_of

Row = tuple[Text, ...]


def conventions(story: Story) -> Section:
    """Returns the section on names, sizes and indices, the layout of gradients, and the hypotheses."""
    network = story.derivation.network
    blocks: list[Block] = [Paragraph(_sizes(network)), _quantities(network), Paragraph(sentence(*_layout(story)))]
    if story.matrix_forms:
        blocks.append(Paragraph(sentence(*of_matrices(story))))
    if assumed := list(_assumptions(story)):
        blocks.append(Paragraph(sentence(Emphasis(("What is assumed. ",), strong=True), *assumed)))
    return Section("notation", "Notation", tuple(blocks))


def _sizes(network: Network) -> Text:
    words = "An array is told by its elements; indices run from 1. "
    sizes = network.sizes
    if not sizes:
        return (words,)
    if len(sizes) == 1:
        return (words, "The size ", Formula(sizes[0]), " is any whole number from 1 on.")
    return (words, "The sizes ", *listed(sizes), " are any whole numbers from 1 on.")


def _quantities(network: Network) -> Table:
    """Returns the table of all quantities; those of one kind and one shape share a row."""
    constants = tuple(quantity for quantity in network.inputs if head(quantity) in network.constants)
    kinds = {
        "given": tuple(quantity for quantity in network.inputs if quantity not in constants),
        "constants": constants,
        "parameters": network.parameters,
        "computed": tuple(line.name for line in network.equations[:-1]),
        "targets": network.targets,
        "loss": (network.loss.name,),
    }
    rows = [row for kind, quantities in kinds.items() for row in _rows(kind, quantities, network)]
    return Table("What the names mean", ("", "names", "indices", "shape"), tuple(rows))


def _rows(kind: str, quantities: tuple[sp.Expr, ...], network: Network) -> Iterator[Row]:
    together: dict[Ranges, list[sp.Expr]] = {}
    for quantity in quantities:
        together.setdefault(network.ranges(quantity), []).append(quantity)
    for place, (ranges, members) in enumerate(together.items()):
        names = [piece for member in members for piece in (", ", Formula(member))][1:]
        shape = shape_of(network.shape(members[0]))
        yield (kind if place == 0 else "",), tuple(names), beside(ranging(ranges)), shape


def _layout(story: Story) -> Iterator[Text]:
    network = story.derivation.network
    shaped = next((quantity for quantity in network.parameters if network.shape(quantity)), None)
    if shaped is not None:
        place, loss, whole = Formula(shaped), Formula(network.loss.name), Formula(head(shaped))
        yield ("A gradient has the shape of its parameter: where ", place, " stands in ", whole, ", the derivative of ")
        yield (loss, " with respect to ", place, " stands in the gradient. ")
    if network.items is not None:
        yield ("The first index, ", Formula(network.items[0]), ", counts items, which are rows. ")
    middle = next((line.name for line in network.equations[:-1] if network.shape(line.name)), None)
    if middle is not None:
        yield ("A derivative with respect to ", Formula(middle), " takes the elements of ", Formula(head(middle)))
        yield (" for independent variables, and what is computed from them for functions of them. ",)
    if any(step.rhs.has(sp.KroneckerDelta) for step in story.derivation.partials):
        k, j = index("k"), index("j")
        yield (Formula(sp.KroneckerDelta(j, k)), " is 1 where ", Formula(sp.Eq(j, k)), ", else 0.")


def _assumptions(story: Story) -> Iterator[Text]:
    for left, right in story.derivation.network.hypotheses:
        yield (Formula(sp.Eq(left, right, evaluate=False)), ". ")
    for line in story.derivation.network:
        if (row := line.activation) is not None:
            reason = f", because the {row.title} has no slope there. "
            yield from ((Formula(sp.Ne(line.preactivation, kink, evaluate=False)), reason) for kink in row.kinks)
    for expression in story.positive:
        yield (Formula(sp.Gt(expression, 0, evaluate=False)), ", so that every line below is defined. ")
