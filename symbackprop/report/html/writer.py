"""The writer: a document as one HTML page that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from symbackprop.notation.letters import visible
from symbackprop.report.blocks import Evidence
from symbackprop.report.document import Document
from symbackprop.report.figures import svg
from symbackprop.report.html import explorer
from symbackprop.report.html.anchors import Anchors, anchors
from symbackprop.report.html.blocks import Blocks
from symbackprop.report.html.prose import Prose
from symbackprop.report.html.trusted import trusted
from symbackprop.report.palette import ROLES, notation_of

ENVIRONMENT = Environment(
    loader=PackageLoader("symbackprop.report.html", "templates"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""The templates; what they write is escaped unless it is `Markup`."""


def write(document: Document) -> str:
    """Returns the document as the text of an HTML page, also well-formed as XML.

    The page holds its style, its figures and the font of its formulas, has no script and
    makes no request. The same document gives the same text. Raises UnknownName for a link
    to a section, figure, reference or line that the document does not have.
    """
    known = anchors(document)
    blocks = Blocks(document, Prose(notation_of(document), known), ENVIRONMENT)
    return ENVIRONMENT.get_template("page.html").render(
        title=visible(document.title),
        subtitle=visible(document.subtitle),
        counts=document.counts,
        styles=[_font(), _palette(), _read("style.css"), svg.STYLE, explorer.rules(blocks.choices)],
        example=next((line.number for line in document.lines() if line.number in known.evidence), None),
        plain_example=next((line.number for line in document.lines() if line.number not in known.evidence), None),
        evidence=_section_of_evidence(document, known),
        opening=blocks.write(document.opening),
        sections=list(_sections(document, blocks, known)),
        references=[(known.reference(reference.key), visible(reference.text)) for reference in document.references],
    )


def _sections(document: Document, blocks: Blocks, known: Anchors) -> Iterator[dict[str, object]]:
    for section in document.sections:
        body = blocks.write(section.blocks)
        yield {"anchor": known.section(section.key), "title": visible(section.title), "body": body}


def _section_of_evidence(document: Document, known: Anchors) -> str:
    holding = (s for s in document.sections if any(isinstance(block, Evidence) for block in s.blocks))
    return next((known.section(section.key).id for section in holding), "")


def _palette() -> Markup:
    light = "".join(f"--{role.key}:#{role.light.lower()};" for role in ROLES.values())
    dark = "".join(f"--{role.key}:#{role.dark.lower()};" for role in ROLES.values())
    painted = "".join(f".{role.key}{{color:var(--{role.key})}}" for role in ROLES.values())
    return trusted(f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{painted}")


@cache
def _read(name: str) -> Markup:
    return trusted(files("symbackprop.report.html").joinpath(name).read_text(encoding="utf-8"))


@cache
def _font() -> Markup:
    data = b64encode(files("symbackprop.report.html").joinpath("math.woff2").read_bytes()).decode()
    return trusted(f'@font-face{{font-family:"Report Math";src:url(data:font/woff2;base64,{data}) format("woff2")}}')
