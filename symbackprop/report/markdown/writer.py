"""The Markdown document: a format-free document through Jinja2 templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from symbackprop.report.links import links
from symbackprop.report.markdown.blocks import Blocks
from symbackprop.report.markdown.inline import Prose
from symbackprop.report.markdown.text import finished
from symbackprop.report.palette import notation_of

if TYPE_CHECKING:
    from symbackprop.report.document import Document

ENVIRONMENT = Environment(
    loader=PackageLoader("symbackprop.report.markdown", "templates"),
    undefined=StrictUndefined,
    block_start_string="<%",
    block_end_string="%>",
    variable_start_string="<<",
    variable_end_string=">>",
    comment_start_string="<#",
    comment_end_string="#>",
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    finalize=finished,
    autoescape=False,  # noqa: S701  (`finished` escapes for Markdown)
)
"""The templates; what they write is escaped unless it is `Markdown`."""


def write(document: Document) -> str:
    """Returns the document as Markdown that GitHub, Jupyter and VuePress show, formulas between $ and $$.

    The same document gives the same text. Raises UnknownName for a link to a section,
    figure, reference or line that the document does not have.
    """
    known = links(document)
    blocks = Blocks(document, Prose(notation_of(document), known), ENVIRONMENT)
    return ENVIRONMENT.get_template("document.md").render(
        title=document.title,
        subtitle=document.subtitle,
        counts=document.counts,
        opening=[blocks.write(block) for block in document.opening],
        sections=[
            {
                "number": known.section(section.key),
                "title": section.title,
                "blocks": [blocks.write(block) for block in section.blocks],
            }
            for section in document.sections
        ],
        references=[
            {"number": known.reference(reference.key), "text": reference.text} for reference in document.references
        ],
    )
