"""MISTAKES: one frozen row for each known mistake.

To add one, add a row: what it makes of a right formula, and the sentence that says it. The
rows are tried in their order, so that of two which make the same form the first is named. A
mistake in how a product of matrices is written, which has no value of its own, is undone instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from symbackprop.answers.mistakes import factors, functions, losses, places, signs, slopes, sums, updates
from symbackprop.answers.mistakes.mistake import Mistake, no_slips
from symbackprop.answers.mistakes.written import changes

_IN_PLACE = "{part} stands in place of {instead}{what}"
_MISSING = ("{left} is missing the factor {part}{what}", "missing", "{part}{what}; with it the claim holds")
_TOO_MANY = (
    "{left} has the factor {part}{what}, and should not",
    "too many",
    "{part}{what}; without it the claim holds",
)
_NUMBER_MISSING = (*_MISSING[:2], "the factor {part}; with it the claim holds")
_NUMBER_TOO_MANY = (*_TOO_MANY[:2], "the factor {part}; without it the claim holds")

_ROWS = (
    Mistake("zero factor", factors.zero, "the factor {part} is 0"),
    Mistake("sign of the update", updates.sign, "the sign of the step is wrong: descent subtracts {part}"),
    Mistake("difference reversed", signs.difference_reversed, _IN_PLACE),
    Mistake("absolute value", signs.absolute_value, _IN_PLACE),
    Mistake("sign", signs.opposite, "{left} has the wrong sign"),
    Mistake(
        "delta of cross-entropy",
        losses.of_cross_entropy,
        "{left} is missing the factor {part}{what}: without it the delta is that of cross-entropy",
        "missing",
        "{part}{what}; without it the delta is that of cross-entropy",
    ),
    Mistake(
        "delta of squared error",
        losses.of_squared_error,
        "{left} has the factor {part}, and should not{what}",
        "too many",
        "{part}{what}",
    ),
    Mistake("slope missing", slopes.missing, *_MISSING),
    Mistake("slope written wrongly", slopes.written_wrongly, _IN_PLACE),
    Mistake(
        "slope twice",
        slopes.twice,
        "{left} has the factor {part}{what}, twice",
        "too many",
        "{part}{what}; it is there twice",
    ),
    Mistake("function for its slope", slopes.function_for_its_slope, _IN_PLACE),
    Mistake("slope of another function", slopes.of_another_function, _IN_PLACE),
    Mistake("number missing", factors.number_missing, *_NUMBER_MISSING),
    Mistake("number too many", factors.number_too_many, *_NUMBER_TOO_MANY),
    Mistake("exponent missing", factors.exponent_missing, "the exponent of {part} is missing"),
    Mistake("factor missing", factors.missing, *_MISSING),
    Mistake("slope of another loss", losses.slope_of_another, _IN_PLACE),
    Mistake("factor too many", factors.too_many, *_TOO_MANY),
    Mistake(
        "term missing",
        factors.term_missing,
        "{left} is missing the term {part}",
        "missing",
        "the term {part}; with it the claim holds",
    ),
    Mistake(
        "terms missing",
        factors.terms_missing,
        "{left} is missing the terms {part}",
        "missing",
        "the terms {part}; with them the claim holds",
    ),
    Mistake(
        "term too many",
        factors.term_too_many,
        "{left} has the term {part}, and should not",
        "too many",
        "the term {part}; without it the claim holds",
    ),
    Mistake("sign of a term", signs.of_a_term, "the sign before the term {part} is wrong"),
    Mistake("another loss", losses.another, _IN_PLACE),
    Mistake("sum missing", sums.missing, "the sum over {part} is missing"),
    Mistake("sum too many", sums.too_many, "there is a sum over {part}, and should be none"),
    Mistake(
        "index order",
        places.index_order,
        "{part} stands in place of {instead}: the indices are in the wrong order{what}",
    ),
    Mistake("another unit", places.another_unit, _IN_PLACE + "{also}"),
    Mistake("another layer", places.another_layer, "{part} stands in place of {instead}: it is of another layer{what}"),
    Mistake("minus of an argument", functions.minus_missing, _IN_PLACE),
    Mistake("another function", functions.another, _IN_PLACE),
    Mistake("slope at another argument", slopes.at_another_argument, _IN_PLACE),
    Mistake("another name", places.another_name, _IN_PLACE),
    Mistake("sign inside a factor", signs.inside_a_factor, _IN_PLACE),
    Mistake("another derivative", places.another_quantity, "this is {part}, not {left}"),
    Mistake("transpose missing", no_slips, "the transpose of {part} is missing", changes=changes.transpose_missing),
    Mistake("transpose too many", no_slips, "{part} must not be transposed", changes=changes.transpose_too_many),
    Mistake(
        "element by element",
        no_slips,
        "the product with {part} must be element by element, ⊙",
        changes=changes.element_by_element,
    ),
    Mistake(
        "product of matrices",
        no_slips,
        "the product with {part} must be one of matrices, not element by element",
        changes=changes.product_of_matrices,
    ),
    Mistake("order", no_slips, "{part} and {instead} are in the wrong order", changes=changes.order),
)

MISTAKES: Mapping[str, Mistake] = MappingProxyType({row.name: row for row in _ROWS})
"""The known mistakes, by name, in the order in which they are tried."""
