"""Derived networks: the network that the equations of a document make, with the author's own names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex import Written
from symbackprop.answers.latex.tree import Derivative, Gradient, Node
from symbackprop.answers.understanding.inference.analogy import differing
from symbackprop.answers.understanding.inference.definitions import Definition, Definitions
from symbackprop.answers.understanding.inference.deltas import DeltaName, deltas_named
from symbackprop.answers.understanding.inference.forward import Forward, forward, in_order
from symbackprop.answers.understanding.inference.invented import Invented
from symbackprop.answers.understanding.inference.lexicon import Lexicon
from symbackprop.answers.understanding.inference.loss_rows import loss_row
from symbackprop.answers.understanding.inference.roles import Roles, base, loss_among, roles
from symbackprop.answers.understanding.inference.spelling import spelled
from symbackprop.answers.understanding.inference.walking import walk
from symbackprop.answers.vocabulary import Vocabulary, vocabulary
from symbackprop.errors import NetworkError
from symbackprop.network import Equation, Loss, Network, name
from symbackprop.network.activations import activation_of
from symbackprop.proof import Proved, Prover, Refuted

FEWEST_CLASSES = 2
"""The fewest classes whose targets add up to 1 as those of a softmax do."""


@dataclass(frozen=True)
class Derived:
    """A network made of a document's equations.

    words    the vocabulary of the network
    forward  the equations, and where they stand
    deltas   what the derivatives of its loss are called
    summed   whether the document sums its loss over items
    remarks  what is to be said of it
    """

    words: Vocabulary
    forward: Forward
    deltas: tuple[DeltaName, ...]
    summed: bool
    remarks: tuple[str, ...]


def derived(definitions: Definitions, lexicon: Lexicon, meant: Mapping[str, Function]) -> Derived | None:
    """Returns the network that definitions make, None if they make none.

    meant  what the functions of the document are
    """
    found = forward(definitions.quantities, Invented(lexicon, meant))
    of, by = differentiated(lexicon)
    used = frozenset(map(spelled, by))
    equations, circle = in_order(found.equations)
    loss = loss_among(equations, Counter(map(spelled, of)), used) or (next(reversed(equations)) if equations else None)
    if loss is None:
        return None
    kept = _leading_to(loss, equations)
    order = [spelled(occurrence.head.name) for occurrence in lexicon.everywhere]
    cast = roles(kept, loss, used, order)
    deltas = deltas_named(definitions.deltas, lexicon, [*kept, *cast.parameters, *cast.inputs])
    try:
        words = vocabulary(_network(kept, cast, deltas, found, lexicon))
    except NetworkError:
        return None
    remarks = (*_circles(circle, definitions.circular, found), *_twice(found, words.network), *_unlike(found, kept))
    return Derived(words, found, deltas, loss in found.items, remarks)


def differentiated(lexicon: Lexicon) -> tuple[tuple[Written, ...], tuple[Written, ...]]:
    """Returns what the document takes derivatives of, and by what, as often as it does."""
    of: list[Node | None] = []
    by: list[Node | None] = []
    for stated in lexicon.statements:
        for node in (part for side in stated.sides for part in walk(side)):
            if isinstance(node, Derivative):
                of.append(node.of)
                by.extend(variable for variable, _ in node.by)
            elif isinstance(node, Gradient):
                of.append(node.of)
                by.append(node.by)
    return _names(of, lexicon), _names(by, lexicon)


def _names(nodes: Iterable[Node | None], lexicon: Lexicon) -> tuple[Written, ...]:
    heads = (lexicon.alone(node) for node in nodes if node is not None)
    return tuple(head.name for head in heads if head is not None)


def _leading_to(loss: sp.Symbol, equations: Mapping[sp.Symbol, sp.Expr]) -> Mapping[sp.Symbol, sp.Expr]:
    """Returns the equations that the loss rests on, those that read only what these read, and the loss last."""
    needed = {loss}
    for key, body in reversed(tuple(equations.items())):
        if key in needed:
            needed |= body.free_symbols
    kept = {
        key: body for key, body in equations.items() if key != loss and (key in needed or body.free_symbols <= needed)
    }
    return {**kept, loss: equations[loss]}


def _network(
    equations: Mapping[sp.Symbol, sp.Expr], cast: Roles, deltas: tuple[DeltaName, ...], found: Forward, lexicon: Lexicon
) -> Network:
    names = {row.by: name(row.text) for row in reversed(deltas) if row.sign == 1 and row.of == cast.loss}
    names = {**_called_alike(equations, lexicon), **names}
    body = equations[cast.loss]
    compared = body.free_symbols & equations.keys()
    row: Loss | None = None
    if len(cast.targets) == 1 and body.free_symbols == {*compared, *cast.targets} and len(compared) == 1:
        mean = cast.loss in found.items and found.items[cast.loss].is_mean
        row = loss_row(body, next(iter(compared)), cast.targets[0], mean=mean)
    return Network(
        [Equation(key, value, delta=names.get(key)) for key, value in equations.items()],
        parameters=cast.parameters,
        targets=[target for target in cast.targets if target in body.free_symbols or _is_read(target, equations)],
        loss_row=row,
        constants=cast.constants,
        hypotheses=_of_targets(body, equations, [target.name for target in cast.targets]),
    )


def _of_targets(
    loss: sp.Expr, equations: Mapping[sp.Symbol, sp.Expr], targets: Sequence[str]
) -> list[tuple[sp.Expr, sp.Expr]]:
    """Returns that targets add up to 1, where the loss multiplies them with the logarithms of what adds up to 1."""
    pairs: dict[sp.Expr, sp.Expr] = {}
    for term in sp.Add.make_args(sp.expand_mul(loss)):
        factors = sp.Mul.make_args(term)
        outputs = [factor.args[0] for factor in factors if isinstance(factor, sp.log) and factor.args[0] in equations]
        own = [factor for factor in factors if factor.is_Symbol and factor.name in targets]
        if len(outputs) == len(own) == 1:
            pairs[own[0]] = outputs[0]
    if len(pairs) < FEWEST_CLASSES:
        return []
    whole = Prover(equations).prove(sp.Add(*pairs.values()), sp.S.One)
    return [(sp.Add(*pairs), sp.S.One)] if isinstance(whole, Proved) else []


def _called_alike(equations: Mapping[sp.Symbol, sp.Expr], lexicon: Lexicon) -> Mapping[sp.Symbol, sp.Symbol]:
    """Returns the deltas of the document that have the scripts of one preactivation: delta_o1 of net_o1."""
    arguments = {
        body.args[0] for body in equations.values() if activation_of(body) is not None and body.args[0].is_Symbol
    }
    scripts: dict[str, list[sp.Symbol]] = {}
    for argument in sorted(arguments & equations.keys(), key=str):
        scripts.setdefault(argument.name.removeprefix(base(argument)), []).append(argument)
    texts = sorted(text for text in lexicon.quantities if text.startswith("delta"))
    return {
        scripts[text.removeprefix("delta")][0]: name(text)
        for text in texts
        if len(scripts.get(text.removeprefix("delta"), ())) == 1
    }


def _is_read(symbol: sp.Symbol, equations: Mapping[sp.Symbol, sp.Expr]) -> bool:
    return any(symbol in body.free_symbols for body in equations.values())


def _circles(circle: tuple[sp.Symbol, ...], circular: tuple[Definition, ...], found: Forward) -> tuple[str, ...]:
    lines = {found.sources[key].line for key in circle if key in found.sources}
    texts = [f"{', '.join(map(str, circle))}: defined by one another, and left out"] if lines else []
    known = {str(key) for key in found.equations}
    return (
        *texts,
        *(
            f"line {one.line} has {one.text} on both sides, and defines nothing"
            for one in circular
            if one.text in known
        ),
    )


def _twice(found: Forward, network: Network) -> tuple[str, ...]:
    """Returns a remark for every second definition that is not proved equal to the first."""
    prover = Prover(network.definitions)
    remarks = []
    for definition, body in found.again:
        first = next((source for key, source in found.sources.items() if str(key) == definition.text), None)
        if first is not None and isinstance(prover.prove(name(definition.text), body), Refuted):
            remarks.append(
                f"{definition.text} is defined in line {first.line}, and in line {definition.line} differently:"
                f" line {first.line} is taken, and line {definition.line} judged"
            )
    return tuple(remarks)


def _unlike(found: Forward, kept: Mapping[sp.Symbol, sp.Expr]) -> tuple[str, ...]:
    """Returns a remark for every definition that differs from that of a like unit by more than its number."""
    lines = {key: kept[key] for key in found.sources if key in kept}
    return tuple(
        f"line {found.sources[second].line} defines {second} otherwise than line {found.sources[first].line} defines"
        f" {first}: after that it would be {made}"
        for first, second, made in differing(lines)
    )
