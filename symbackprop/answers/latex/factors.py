"""Factors: those in a row that make one value: a name, a call, a function with what it applies to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import sympy as sp

from symbackprop.answers.functions import Function
from symbackprop.answers.latex.arguments import are_arguments, arguments, by_name, listed, may_be, names_of
from symbackprop.answers.latex.context import COUNTS, OR_FACTOR, Context
from symbackprop.answers.latex.differentials import joined
from symbackprop.answers.latex.heads import Head, begins_name, group_of, heads
from symbackprop.answers.latex.limits import DEEPEST
from symbackprop.answers.latex.names import Names
from symbackprop.answers.latex.powers import Powers
from symbackprop.answers.latex.refusal import NotUnderstood
from symbackprop.answers.latex.tree import Factor, Group, Node, Number, Script, Word
from symbackprop.calculus import Partial
from symbackprop.network.indices import head as key_of

Taken: TypeAlias = tuple[sp.Expr, int]
"""A value, and how many factors make it."""

_Way: TypeAlias = tuple[str, Callable[[], Taken]]
_Brackets: TypeAlias = tuple[Group, Node | None]


class Factors:
    """Reads what begins with a name.

    context  the formula, the choices
    names    gives names their values
    powers   raises to powers
    value    gives a node its value
    first    gives the first of some factors its value
    """

    def __init__(
        self,
        context: Context,
        names: Names,
        value: Callable[[Node], sp.Expr],
        first: Callable[[Sequence[Factor]], Taken],
    ) -> None:
        self.context = context
        self.names = names
        self.powers = Powers(context, value)
        self.value = value
        self.first = first
        self._operators = 0

    def named(self, factors: Sequence[Factor]) -> Taken:
        """Returns the value of what begins with a name; raises NotUnderstood for a name that is none."""
        found = list(heads(factors))
        ways = [way for head in found for way in self._ways(head, factors)]
        if not ways:
            raise self._nothing(found, factors)
        return self.context.choices.choose(tuple(words for words, _ in ways), ways)()

    def operand(self, what: str, node: Node, behind: Sequence[Factor]) -> Taken:
        """Returns what an operator at a node applies to: the first of the factors behind it, or all up to a sign."""
        count = next((place for place, factor in enumerate(behind) if factor.sign), len(behind))
        if not count:
            raise self.context.refusal(f"what {what} applies to is missing", node)
        one: _Way = (f"{what} applies to the next factor alone", lambda: self.first(behind[:count]))
        every: _Way = (f"{what} applies to all that follows", lambda: (self.value(joined(behind[:count])), count))
        ways = [one, every] if group_of(behind, 0) is not None else [every, one]
        chosen = self.context.choices.choose((what, node.position), ways if count > 1 else [one])
        self._operators += 1
        if self._operators > DEEPEST:
            raise self.context.refusal(f"at most {DEEPEST} operators apply to one another", node)
        try:
            return chosen()
        finally:
            self._operators -= 1

    # ---- the ways to read a name

    def _ways(self, head: Head, factors: Sequence[Factor]) -> Iterator[_Way]:
        shown = head.name.text or head.name.base
        group = group_of(factors, head.count)
        function = self.context.table.function(head.name)
        if function is not None and group is not None:
            yield f"{shown} in front of brackets is a function", lambda: self._called(function, head, *group)
        elif function is not None and _is_word(factors[0].node):
            yield f"{shown} is a function", lambda: self._applied(function, head, factors[head.count :])
        hidden = self.context.hides(head.name.text)
        if self.context.table.meanings(head.name) and not hidden:
            yield from self._of_quantity(head, group, shown)
        elif not head.primes and self._known_index(head) is not None:
            yield f"{shown} is an index", lambda: (self.powers.of(self._index(head), head.power), head.count)
        elif head.name.text in COUNTS and not head.primes and not self.context.is_indexed:
            yield f"{shown} is the number of items", lambda: (self.powers.of(self._count(head), head.power), head.count)

    def _count(self, head: Head) -> sp.Expr:
        """Returns the number of the training items, if a sum over them says that this is the letter for it."""
        self.context.choices.remark(f"{head.name.text} is the number of training items")
        self.context.counted.append((head.name.text, head.node))
        return self.context.table.vocabulary.derivation.training_set.letters.items

    def _of_quantity(self, head: Head, group: _Brackets | None, shown: str) -> Iterator[_Way]:
        if head.primes:
            yield f"{shown} with a prime is a derivative", lambda: self._slope(head, group)
            return
        if group is not None and head.power is None:
            ambiguous = self._may_be_a_factor(head, group[0])
            words = f"{shown} in front of brackets {OR_FACTOR if ambiguous else 'is its value there'}"
            is_function = self.context.table.function(head.name) is not None
            depends = not is_function and self._depends(self._meant(head), listed(group[0]))
            if depends or self._is_argument(head, group[0]):
                yield words, lambda: self._value_there(head, *group)
            elif ends := self._ends(head, group[0]):
                yield words, lambda: self._value_at(ends, head, *group)
        yield f"{shown} is a number", lambda: (self.powers.of(self._quantity(head), head.power), head.count)

    def _called(self, function: Function, head: Head, group: Group, above: Node | None) -> Taken:
        """Returns a function at the arguments in brackets."""
        items = listed(group)
        value = self._function(function, head)(*[self.value(item) for item in items])
        return self.powers.of(self._raised(value, head), above), head.count + 1

    def _applied(self, function: Function, head: Head, behind: Sequence[Factor]) -> Taken:
        r"""Returns a function at an argument without brackets, \log y."""
        argument, count = self.operand(rf"\{function.name}", head.node, behind)
        return self._raised(self._function(function, head)(argument), head), head.count + count

    def _function(self, function: Function, head: Head) -> Callable[..., sp.Expr]:
        """Returns the function, or its derivative if it has primes, that counts its arguments."""
        if head.primes > len(function.slopes):
            fact = f"the derivative of order {head.primes} of {function.name} is not known"
            raise self.context.refusal(fact, head.node)
        apply = function.slopes[head.primes - 1] if head.primes else function.apply

        def counted(*arguments: sp.Expr) -> sp.Expr:
            most = len(arguments) if function.most is None else function.most
            if not function.least <= len(arguments) <= most:
                raise self.context.refusal(f"{function.name} takes other arguments than these", head.node)
            return apply(*arguments)

        return counted

    def _raised(self, value: sp.Expr, head: Head) -> sp.Expr:
        if head.power is not None and not (isinstance(head.power, Number) and head.power.digits.isdigit()):
            raise self.context.refusal("what stands above a function can be read in two ways", head.power)
        return self.powers.of(value, head.power)

    # ---- quantities

    def _quantity(self, head: Head) -> sp.Expr:
        found = self.names.quantity(head.name, head.node)
        if found is None:
            raise self.names.unknown(head.name, head.node)
        return found

    def _known_index(self, head: Head) -> sp.Expr | None:
        name = head.name
        return self.names.known_index(name.base) if not name.below and not name.above else None

    def _index(self, head: Head) -> sp.Expr:
        return self.names.index(head.name.base, head.node)

    def _body(self, head: Head) -> sp.Expr | None:
        """Returns the definition of a quantity that has one."""
        definitions = self.context.table.vocabulary.definitions
        for meaning in self.context.table.meanings(head.name):
            quantity = self.context.table.vocabulary.quantities.get(meaning.name)
            if quantity in definitions:
                return definitions[quantity]
        return None

    def _is_argument(self, head: Head, group: Group) -> bool:
        """Returns whether brackets hold just what the definition of a quantity reads: z(s)."""
        body, items = self._body(head), listed(group)
        named = [name for item in items for name in list(heads([Factor("", item)]))[:1]]
        meanings = [meaning.name for head in named for meaning in self.context.table.meanings(head.name)]
        return body is not None and len(named) == len(items) and set(meanings) == _reads(body)

    def _depends(self, quantities: Sequence[sp.Expr], items: Sequence[Node]) -> bool:
        """Returns whether one of some quantities depends on all that stands in brackets."""
        words = self.context.table.vocabulary
        named = [self._names_of(item) for item in items]
        return any(are_arguments(named, quantity, words) for quantity in quantities)

    def depends(self, of: Node, group: Group) -> bool:
        """Returns whether brackets behind the gradient of a quantity say what that depends on: ∇_w E(w)."""
        found = heads([Factor("", of)]) if begins_name(of) else iter(())
        return any(self._depends(self._meant(head), listed(group)) for head in found)

    def _may_be_a_factor(self, head: Head, group: Group) -> bool:
        """Returns whether a name in a product stands before one name in brackets: v y(x) may be v y x."""
        network = self.context.table.vocabulary.network
        single = begins_name(group.inside) and head.node.position in self.context.within
        return single and network.loss.name not in self._meant(head)

    def _names_of(self, item: Node) -> set[str]:
        return names_of(item, self.context.table)

    def _meant(self, head: Head) -> list[sp.Expr]:
        """Returns the quantities of the network that a name may mean."""
        found = (meaning.name for meaning in self.context.table.meanings(head.name) if meaning.value is None)
        known = self.context.table.vocabulary.quantities
        return [known[name] for name in found if name in known]

    def _ends(self, head: Head, group: Group) -> tuple[sp.Expr, ...]:
        """Returns where a quantity is just its value, if that may stand in brackets."""
        table = self.context.table
        found = tuple(end for quantity in self._meant(head) for end in arguments(quantity, table.vocabulary))
        is_name = begins_name(group.inside)
        return found if found and not is_name and may_be(group.inside, found, table) else ()

    def _value_at(self, ends: tuple[sp.Expr, ...], head: Head, group: Group, above: Node | None) -> Taken:
        """Returns Z(X W), the value of Z at what it is made of."""
        if by_name(self.value(group.inside), self.context.table.vocabulary) not in ends:
            raise self.context.refusal(f"this is not what {head.name.text} is made of", group)
        return self._value_there(head, group, above)

    def _value_there(self, head: Head, group: Group, above: Node | None) -> Taken:
        return self.powers.of(self._quantity(head), above), head.count + 1

    def _slope(self, head: Head, group: _Brackets | None) -> Taken:
        """Returns z'(s), which the notes write for dz/ds, or z' where z is defined by one name."""
        if head.primes > 1 or head.power is not None:
            raise self.context.refusal("a quantity has one prime at most", head.node)
        of = self._quantity(head)
        if group is not None and group[1] is None:
            wrt, count = self.value(group[0].inside), head.count + 1
        else:
            body = self._body(head)
            reads = sorted(body.free_symbols, key=str) if body is not None else []
            if len(reads) != 1:
                raise self.context.refusal("what this derivative is by is not said", head.node)
            wrt, count = reads[0], head.count
            self.context.choices.remark(f"{head.name.text}' is the derivative by {wrt}")
        return self.derivative(of, wrt, head.node), count

    def derivative(self, of: sp.Expr, wrt: sp.Expr, node: Node) -> sp.Expr:
        """Returns the derivative by a name; raises NotUnderstood where it is by none."""
        if not (wrt.is_Symbol or isinstance(wrt, sp.Indexed)) or key_of(wrt).is_integer:
            raise self.context.refusal("a derivative is by a name of the network", node)
        return Partial(of, wrt)

    def _nothing(self, found: Sequence[Head], factors: Sequence[Factor]) -> NotUnderstood:
        function = next((head for head in found if self.context.table.function(head.name) is not None), None)
        if function is not None:
            fact = f"{function.name.text} is a function, and no number"
            return self.context.refusal(fact, function.node, rf"write             {function.name.text}(...)")
        if not found:
            return self.context.refusal("this is no name", factors[0].node)
        return self.names.unknown(found[0].name, found[0].node)


def _reads(body: sp.Expr) -> set[str]:
    return {key_of(symbol).name for symbol in body.free_symbols if not isinstance(symbol, sp.Indexed)}


def _is_word(node: Node) -> bool:
    return isinstance(node.base if isinstance(node, Script) else node, Word)
