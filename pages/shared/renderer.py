"""The Streamlit renderer: an outline as Streamlit's elements, with each live part drawn by the page's own script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from itertools import groupby
from typing import assert_never

import streamlit as st

from explainer.loading.loader import library
from explainer.outline import outline
from explainer.outline.blocks import (
    Block,
    Blocks,
    Columns,
    Details,
    FigureNotes,
    Group,
    Heading,
    Markup,
    PageLink,
    Picture,
    Prose,
    Slot,
    Table,
    TakeAlong,
)
from explainer.references import References
from explainer.terms import explained
from pages.shared import chrome, figure_card, table, ways
from pages.shared.raw_html import draw
from pages.shared.take_along import take_along

Live = Callable[[Slot], None]


def _runs_on(block: Block) -> bool:
    """Whether a block is one text with the next: each element of Streamlit's costs the server and a phone its time."""
    match block:
        case Heading(_, level, anchor):
            return level > 2 and not anchor
        case Prose(_, key):
            return not key
    return False


def references() -> References:
    """What this run of the page has cited so far: app.py begins it, and prints it at the foot of the page."""
    found = st.session_state["references"]
    assert isinstance(found, References)
    return found


class Renderer:
    """Draws the blocks of one run of one page, and knows what they cited."""

    def __init__(self) -> None:
        self.content = library()
        self.references = references()
        self._slots: Mapping[str, Live] = {}
        self._ways: set[str] = set()
        self._pictures = Counter[str]()  # one drawing may stand in two sections; Streamlit's keys are each there once

    def page(self, name: str, slots: Mapping[str, Live] | None = None) -> None:
        """Draw a page of PAGES; ``slots`` draws each of its live parts."""
        self._slots = slots or {}
        self.draw(outline(name, self.content))
        ways.ways(self._ways, self.content)

    def draw(self, blocks: Blocks) -> None:
        """Draw ``blocks`` in their order. Raises KeyError where a slot has nobody to draw it."""
        for running, some in groupby(blocks, _runs_on):
            if running:
                st.markdown(self.cited("\n\n".join(self._words(block) for block in some)))
            else:
                for block in some:
                    self._draw(block)

    def _words(self, block: Block) -> str:
        """What runs on, as Markdown."""
        match block:
            case Heading(text, level):
                return f"{'#' * level} {text}"
            case Prose(text, _, with_terms):
                return explained(text, self.content) if with_terms else text
        raise TypeError(f"{block} does not run on")

    def cited(self, text: str) -> str:
        """Markdown with its citations as links, which are remembered."""
        return self.references.collect(self.content.cited(text))

    def _draw(self, block: Block) -> None:
        match block:
            case Heading(text, 1, _):
                chrome.headline(text)
            case Heading(text, level, anchor):
                (st.header if level == 2 else st.subheader)(text, anchor=anchor or False)
            case Prose(_, key):
                st.container(key=key).markdown(self.cited(self._words(block)))
            case Markup(html, key):
                self.references.collect(html)
                if key:
                    with st.container(key=key):
                        draw(html)
                else:
                    draw(html)
            case Table(rows, label):
                cited = [{name: self.cited(cell) for name, cell in row.items()} for row in rows]
                table.table(cited, label)
            case Picture(figure, name, lanes):
                self._pictures[name] += 1
                place = name if self._pictures[name] == 1 else f"{name}-{self._pictures[name]}"
                figure_card.still(figure, name, place, self.content, lanes)
                self.references.add(figure.sources)
            case FigureNotes(figure, name):
                figure_card.below(figure, name, self.content)
                self.references.add(figure.sources)
            case TakeAlong(name, label):
                take_along(name, label, self.content)
            case Details(label, blocks, opened, key):
                with st.expander(label, expanded=opened, key=key or None):
                    self.draw(blocks)
            case Group(blocks, key, bordered):
                with st.container(key=key, border=bordered):
                    self.draw(blocks)
            case Columns(columns, widths):
                drawn = st.columns(list(widths) or len(columns), gap="large")
                for column, blocks in zip(drawn, columns, strict=True):
                    with column:
                        self.draw(blocks)
            case PageLink(page, label, "", _):
                st.page_link(f"pages/{page}.py", label=label)
            case PageLink(page, label, place, moved):
                self._ways.add(page)
                draw(ways.link(page, label, place, moved))
            case Slot(name, _, _):
                self._slots[name](block)
            case _:
                assert_never(block)
