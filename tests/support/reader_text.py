"""What a reader reads of a document or of a page run without a browser, as texts, each with where it stands."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

from google.protobuf.message import Message
from markdown_it import MarkdownIt
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Node

_MARKDOWN = MarkdownIt("commonmark", {"html": True})
INLINE = {"a", "b", "br", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "tspan", "wbr"}
SILENT = {"style", "script"}
READ_ALOUD = {"alt", "aria-description", "aria-label", "content", "data-about", "placeholder", "title"}
DRAWN_LATER = {"data-svg"}  # HTML that a script puts into its place
META = {"description", "og:title", "og:description"}  # the others are for machines


class Text(NamedTuple):
    """One text and where it stands."""

    where: str
    text: str


class _Reader(HTMLParser):
    def __init__(self, where: str) -> None:
        super().__init__()
        self.where, self.line, self.silent = where, "", 0
        self.found: list[Text] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag not in INLINE:
            self.end_line()
        self.silent += tag in SILENT
        self.line += " " * (tag == "br")
        for name, value in attributes:
            if name in DRAWN_LATER:
                self.found += of_html(value or "", f"{self.where} {name}")
            elif name in READ_ALOUD and value and self._is_read(tag, given):
                self.found.append(Text(f"{self.where} <{tag} {name}>", value))

    @staticmethod
    def _is_read(tag: str, given: dict[str, str | None]) -> bool:
        return tag != "meta" or (given.get("name") or given.get("property")) in META

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag not in INLINE:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.line += data

    def end_line(self) -> None:
        if self.line.strip():
            self.found.append(Text(self.where, " ".join(self.line.split())))
        self.line = ""


def of_html(html: str, where: str) -> list[Text]:
    """Every text of an HTML document or of a piece of one: one a block, and what is read aloud of its attributes."""
    reader = _Reader(where)
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.found


def of_markdown(markdown: str, where: str) -> list[Text]:
    return of_html(_MARKDOWN.render(re.sub(r":(?:small|material)(?=[\[/])|:\w+-badge(?=\[)", "", markdown)), where)


# Fields of Streamlit's messages, and of what is handed to components and charts, that nobody reads.
NOT_READ = re.compile(
    r"(?:^|_)(?:id|key|url|icon|page|page_script_hash|form_id|hash|mime|scheme|style|type|css\w*|js\w*|element_id)$"
    r"|^(?:bytes|kind|name|code|epoch|where|scan|speaker|talk|scene|token|said|config|user_key|component_name"
    r"|form|state|turn|tag|theme|src|href|anchor|default|query_param_key|spec|figure|filename|format|file_name)$"
)
PLOTLY_READ = {"text", "title", "hovertext", "ticktext", "label", "annotations", "shapes", "layout", "data", "xaxis"}


def of_app(app: AppTest, where: str) -> Iterator[Text]:
    """Every text of a page that Streamlit ran, whatever kind of element it is in."""
    for node in _nodes(app._tree):
        if isinstance(getattr(node, "proto", None), Message):
            kind = getattr(node, "type", "")
            yield from _of_message(node.proto, f"{where}, {kind}")


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from _nodes(child)


def _of_message(message: Message, where: str) -> Iterator[Text]:
    for field, value in message.ListFields():
        if field.name == "figure" and message.DESCRIPTOR.name == "PlotlyChart":
            yield from _of_plotly(json.loads(value.spec), f"{where} figure")
        if NOT_READ.search(field.name):
            continue
        for one in value if field.is_repeated else [value]:
            yield from _of_value(one, f"{where} {field.name}")


def _of_value(value: Any, where: str) -> Iterator[Text]:
    if isinstance(value, Message):
        yield from _of_message(value, where)
    elif isinstance(value, dict):
        for name, one in value.items():
            if not NOT_READ.search(name):
                yield from _of_value(one, f"{where}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _of_value(one, where)
    elif isinstance(value, str):
        if value[:1] in ("{", "["):
            try:
                yield from _of_value(json.loads(value), where)
                return
            except ValueError:
                pass
        yield from (of_html if value.lstrip().startswith("<") else of_markdown)(value, where)


def _of_plotly(value: Any, where: str, read: bool = False) -> Iterator[Text]:
    """The texts of a chart: titles, labels, what stands at its points and what they say when pointed at."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _of_plotly(one, f"{where}.{name}", name in PLOTLY_READ or (read and name == "text"))
    elif isinstance(value, list):
        for one in value:
            yield from _of_plotly(one, where, read)
    elif isinstance(value, str) and read:
        yield from of_html(value, where)
