"""Markdown into HTML, and small pieces of both: what the outlines, the figures and the pages write with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markdown_it import MarkdownIt
from markupsafe import Markup

from explainer.caching import locked_cache

MARKDOWN = MarkdownIt("commonmark", {"html": False})
MARKDOWN.render("ready")  # its rules are put together at first use, which is not safe for two readers at once


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


@locked_cache(maxsize=4096)
def inline(markdown: str) -> Markup:
    """One line of Markdown as HTML."""
    return Markup(MARKDOWN.renderInline(markdown))


@locked_cache(maxsize=4096)
def block(markdown: str) -> Markup:
    """Paragraphs and lists of Markdown as HTML."""
    return Markup(MARKDOWN.render(markdown))


def counted(title: str, count: int) -> str:
    """The label of a list that is closed: what it holds, and how much of it."""
    return f"**{title}** ({count})"


def join(parts: Iterable[Markup]) -> Markup:
    """Pieces of HTML as one."""
    return Markup("").join(parts)


def table(rows: Iterable[Mapping[str, str]], label: str) -> Markup:
    """Rows that share their keys, as a table; on a phone each row is a block whose cells say what they are.

    A browser draws it at once; the same table in Markdown holds a page up, and with Arrow it weighs 0.8 MB.
    """
    rows = list(rows)
    head = join(Markup('<th scope="col">{}</th>').format(name) for name in rows[0])
    cell, line = Markup('<td data-label="{}">{}</td>'), Markup("<tr>{}</tr>")
    body = join(line.format(join(cell.format(name, inline(text)) for name, text in row.items())) for row in rows)
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}"><table>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(label, head, body)


def spaced(*parts: str | None) -> str:
    """The parts that there are, with a space between."""
    return " ".join(part for part in parts if part)


def sentences(parts: list[str | None]) -> str:
    """The parts that there are, each closed by one full stop."""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
