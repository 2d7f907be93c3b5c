"""The lesson: a document that an author writes piece by piece, with words, figures and proved lines.

A derivation has its sections in `contents`. What is about no derivation, or about several,
is told here, and the same holds: a line that claims something carries its evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias

import sympy as sp

from symbackprop.calculus import Derivation, Step
from symbackprop.calculus.rules import Definition, Lemma
from symbackprop.network.perceptrons import Formula as Boolean
from symbackprop.notation.options import Notation
from symbackprop.plots import Plot
from symbackprop.proof import Prover, Refuted, Verdict
from symbackprop.report.account import Account, Judged, text_of
from symbackprop.report.blocks import (
    About,
    Block,
    Display,
    Figure,
    Kind,
    Paragraph,
    PlotFigure,
    Refutation,
    Subheading,
)
from symbackprop.report.comparisons import Compared
from symbackprop.report.contents.author import NotRefuted, witness_in_words
from symbackprop.report.contents.evidence import evidence_of
from symbackprop.report.contents.story import Story, excepting, sentence
from symbackprop.report.document import Document, Entry, Reference, Section
from symbackprop.report.equivalences import Equivalent
from symbackprop.report.free import FreeLines
from symbackprop.report.lines import Line, Shown
from symbackprop.report.numbering import Numbering
from symbackprop.report.palette import notation_for
from symbackprop.report.proving import proofs_of
from symbackprop.report.subjects import of_derivation
from symbackprop.report.text import Inline, Text

_NOTHING: Mapping[sp.Expr, sp.Expr] = MappingProxyType({})
Said: TypeAlias = "Inline | sp.Basic"
"""What stands in running text: words, in which [key] cites a reference, formulas, links."""


@dataclass
class Lesson:
    """A document while it is written.

    title, subtitle  of the document
    chapter          its number in a book, "" where it is in none
    notation         how its formulas are written; derivations that are told add their colours
    references       where it comes from

    What is added before the first section is the opening.

    >>> from symbackprop.network import name
    >>> lesson, x = Lesson("Squares"), name("x")
    >>> lesson.section("first", "The square of a sum")
    >>> lesson.show(lesson.claim((x + 1) ** 2, x**2 + 2 * x + 1, "Multiplied out."))
    >>> lesson.document().counts.proved
    1
    """

    title: str
    subtitle: str = ""
    chapter: str = ""
    notation: Notation = field(default_factory=Notation)
    references: tuple[Reference, ...] = ()

    def __post_init__(self) -> None:
        self.numbering = Numbering(self.chapter)
        self._opening: list[Block | FreeLines] = []
        self._sections: list[tuple[str, str, list[Block | FreeLines]]] = []
        self._told: Derivation | None = None
        self._lines = FreeLines()
        self._opening.append(self._lines)
        self._symbols: list[Entry] = []
        self._derivation: Derivation | None = None

    def section(self, key: str, title: str) -> None:
        """Begins a section; what is added from now on stands in it."""
        self._sections.append((key, title, []))
        self._begin()

    def add(self, *blocks: Block) -> None:
        """Adds blocks: figures, tables, programs."""
        self._here.extend(blocks)

    def say(self, *words: Said) -> None:
        """Adds a paragraph."""
        self.add(Paragraph(text_of(words)))

    def head(self, *words: Said) -> None:
        """Adds the heading of a part of a section."""
        self.add(Subheading(text_of(words)))
        self._begin()

    def show(self, *lines: Line) -> None:
        """Adds lines that stand together, aligned at their relation signs."""
        self.add(Display(lines))

    def figure(self, key: str, kind: Kind, *caption: Said, subject: object = None) -> None:
        """Adds a figure of a kind of FIGURES with its subject."""
        self.add(Figure(key, kind, text_of(caption), subject))

    def plot(self, plot: Plot, *caption: Said) -> None:
        """Adds a plot."""
        self.add(PlotFigure(plot.key, plot, text_of(caption)))

    def name(self, symbol: sp.Basic, *meaning: Said, line: Line | None = None) -> None:
        """Adds an entry to the index of symbols, with the line that defines the symbol."""
        self._symbols.append(Entry(symbol, text_of(meaning), line.number if line is not None else ""))

    def define(self, name: sp.Expr, body: sp.Expr, *words: Said) -> Line:
        """Returns the next line, a definition: there is nothing to prove."""
        step = Step(f"definition {self.numbering.next}", name, Definition(body), kind="definition")
        self._free({name: body} if name.is_Symbol else {}, name, body)
        return self.numbering.line((Shown(step),), text_of(words))

    def claim(
        self, left: sp.Expr, right: sp.Expr, *words: Said, definitions: Mapping[sp.Expr, sp.Expr] = _NOTHING
    ) -> Line:
        """Returns the next line, left = right, proved.

        definitions  what the names in it stand for

        Raises Unproved if it is not proved.
        """
        return self.claims(((left, right),), *words, definitions=definitions)

    def claims(
        self,
        sides: tuple[tuple[sp.Expr, sp.Expr], ...],
        *words: Said,
        definitions: Mapping[sp.Expr, sp.Expr] = _NOTHING,
    ) -> Line:
        """Returns the next line, equations side by side, each proved. Raises Unproved if one is not."""
        shown = tuple(self._proved(left, right, definitions) for left, right in sides)
        self._free(definitions, *(side for pair in sides for side in pair))
        return self._claimed(shown, words)

    def then(self, line: Line, right: sp.Expr, *words: Said, definitions: Mapping[sp.Expr, sp.Expr] = _NOTHING) -> Line:
        """Returns the next line, which goes on from another: its left side, not repeated, equals `right`, proved."""
        proved = self._proved(line.shown[0].left, right, definitions)
        self._free(definitions, line.shown[0].left, right)
        return self._claimed((replace(proved, continued=True),), words)

    def compare(self, *compared: Compared, words: tuple[Said, ...] = ()) -> Line:
        """Returns the next line, comparisons of rational numbers side by side."""
        return self.numbering.line(compared, text_of(words))

    def same(self, first: Boolean, second: Boolean, *words: Said) -> Line:
        """Returns the next line, first = second for Boolean formulas, proved by their truth tables.

        Raises DoesNotHold if the tables differ.
        """
        return self.numbering.line((Equivalent(first, second),), text_of(words))

    def refute(self, left: sp.Expr, right: sp.Expr, definitions: Mapping[sp.Expr, sp.Expr] = _NOTHING) -> None:
        """Adds a formula that is wrong, with the point that refutes it. Raises NotRefuted if it is not refuted."""
        prover = Prover(definitions)
        verdict = prover.prove(left, right)
        if not isinstance(verdict, Refuted):
            raise NotRefuted(f"{left} = {right} is not refuted\n    verdict           {verdict.word}")
        self._free(definitions, left, right)
        self.add(Refutation(left, right, witness_in_words(prover.plainest(verdict))))

    def tell(self, derivation: Derivation) -> Story:
        """Returns the story of a derivation, derived and proved, whose lines are numbered with those of the lesson."""
        colours = notation_for(derivation)
        self.notation = replace(
            self.notation,
            palette={**colours.palette, **self.notation.palette},
            ordinary=self.notation.ordinary | colours.ordinary,
            raised=self.notation.raised | colours.raised,
        )
        self.speak_of(derivation)
        return Story(derivation, proofs_of(derivation), Judged(Account(derivation), {}), numbering=self.numbering)

    def go_on(self, story: Story) -> Story:
        """Returns a story that was begun in an earlier chapter, to be told on in this one."""
        self.notation = replace(notation_for(story.derivation), activations=self.notation.activations)
        self.speak_of(story.derivation)
        return story.in_chapter(self.numbering)

    def speak_of(self, derivation: Derivation) -> None:
        """Says that the formulas from here on are about a derivation, for those who check the text."""
        self._told = derivation
        self.add(About(of_derivation(derivation)))

    def about(self, derivation: Derivation) -> None:
        """Makes a derivation the one that the document is about: on a page its network can be explored."""
        self._derivation = derivation

    def put(self, section: Section | None) -> None:
        """Adds a section as `contents` tells it; None adds nothing."""
        if section is not None:
            self._sections.append((section.key, section.title, list(section.blocks)))

    def put_blocks(self, section: Section | None) -> None:
        """Adds what stands in a section as `contents` tells it, without its heading; None adds nothing."""
        if section is not None:
            self.add(*section.blocks)

    def document(self) -> Document:
        """Returns the document: what was added, and the evidence for its lines."""
        sections = [Section(key, title, _said(blocks)) for key, title, blocks in self._sections]
        if any(line.proved for line in self.numbering.lines):
            sections.append(evidence_of(self.numbering.lines))
        return Document(
            self.title,
            self.subtitle,
            tuple(sections),
            self.references,
            _said(self._opening),
            self.notation,
            self._derivation,
            self.chapter,
            symbols=tuple(self._symbols),
        )

    @property
    def _here(self) -> list[Block | FreeLines]:
        return self._sections[-1][2] if self._sections else self._opening

    def _begin(self) -> None:
        """Begins lines that belong together and are about no derivation."""
        self._lines = FreeLines()
        self._here.append(self._lines)

    def _free(self, definitions: Mapping[sp.Expr, sp.Expr], *expressions: sp.Basic) -> None:
        """Notes what a line is about that tells no step of a derivation."""
        if self._told is not None and definitions and definitions.items() <= self._told.definitions.items():
            return
        if not self._lines.takes(definitions, *expressions):
            self._begin()
            self._lines.takes(definitions, *expressions)

    def _proved(self, left: sp.Expr, right: sp.Expr, definitions: Mapping[sp.Expr, sp.Expr]) -> Shown:
        verdict: Verdict = Prover(definitions).prove(left, right)
        return Shown(Step(f"claim {self.numbering.next}", left, Lemma(right, "")), verdict)

    def _claimed(self, shown: tuple[Shown, ...], words: tuple[Said, ...]) -> Line:
        reason: Text = sentence(text_of(words), excepting(shown))
        return self.numbering.line(shown, reason)


def _said(blocks: Sequence[Block | FreeLines]) -> tuple[Block, ...]:
    """Returns blocks with what their free lines are about."""
    return tuple(found for block in blocks for found in (block.about() if isinstance(block, FreeLines) else (block,)))
