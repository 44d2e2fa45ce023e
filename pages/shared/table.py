"""A table of the content on a page."""

from collections.abc import Iterable, Mapping

from explainer import markup
from pages.shared.raw_html import draw


def html(rows: Iterable[Mapping[str, str]], label: str) -> str:
    """The rows under the name ``label``; a link opens beside the page, where nothing that was ticked is lost."""
    return str(markup.table(rows, label)).replace("<a href=", '<a target="_blank" href=')


def table(rows: Iterable[Mapping[str, str]], label: str) -> None:
    """The rows, drawn."""
    draw(html(rows, label))
