"""Telling: from a network to its document, and to a document in a format."""

from __future__ import annotations

from functools import singledispatch

from sympy.core.function import AppliedUndef

from symbackprop.calculus import Derivation, derive
from symbackprop.network import Network
from symbackprop.program import lambdify
from symbackprop.report.account import Account
from symbackprop.report.book import Book
from symbackprop.report.contents import document
from symbackprop.report.cross_check import cross_checked
from symbackprop.report.document import Document
from symbackprop.report.formats import format_named
from symbackprop.report.proving import judged, proofs_of


@singledispatch
def document_of(subject: Derivation | Network | Account | Document | Book) -> Document | Book:
    """Returns the document that tells a derivation: derived, proved, compiled and cross-checked.

    Raises Unproved if a step that is to be shown is not proved, NotRefuted if a mistake is not refuted.
    """
    raise TypeError(
        f"there is no document of {type(subject).__name__}\n    give              a Network, a Derivation or an Account"
    )


@document_of.register
def _(subject: Document | Book) -> Document | Book:
    return subject


@document_of.register
def _(subject: Network) -> Document | Book:
    return document_of(derive(subject))


@document_of.register
def _(subject: Derivation) -> Document | Book:
    return document_of(Account(subject))


@document_of.register
def _(subject: Account) -> Document:
    derivation = subject.derivation
    proofs, said = proofs_of(derivation), judged(subject)
    if any(equation.body.has(AppliedUndef) for equation in derivation.network):
        return document(derivation, proofs, said=said)
    return document(derivation, proofs, lambdify(derivation).source, cross_checked(derivation), said)


def render(subject: Derivation | Network | Account | Document | Book, format: str) -> str | bytes:  # noqa: A002  (the word users know)
    """Returns the document of a derivation in a format: "latex", "html", "markdown" as text, "pdf" as bytes.

    "beamer" is the source of its slides, "slides" are the slides as PDF.

    Raises UnknownName for another format, Unproved if a step is not proved, OutputError if a
    PDF is wanted and there is no TeX.
    """
    return format_named(format).write(document_of(subject))
