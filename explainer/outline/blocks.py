"""What a page is made of. A page is written once, as a list of these; each renderer draws all of them.

Texts are Markdown whose numbers are filled in and whose citations are still ``[@key]``: the renderer knows where its
sources stand, and collects what was cited. ``key`` names a block for the style sheet and for links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import markupsafe

from explainer.draw.timeline import LANES
from explainer.model import Lane

if TYPE_CHECKING:
    from explainer.asked import Name
    from explainer.draw.figures import Figure

Row = Mapping[str, str]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the page's own, ``anchor`` the fragment that leads to it."""

    text: str
    level: int
    anchor: str = ""


@dataclass(frozen=True)
class Prose:
    """Paragraphs and lists. ``explained`` is false where the words are names, which hold no words of the glossary."""

    text: str
    key: str = ""
    explained: bool = True


@dataclass(frozen=True)
class Markup:
    """HTML from ``explainer.draw`` or ``explainer.fragments``, which holds its own words and links to ``sources#…``."""

    html: markupsafe.Markup
    key: str = ""


@dataclass(frozen=True)
class Table:
    """Rows that share their keys; cells are Markdown. ``label`` is what a screen reader calls it."""

    rows: tuple[Row, ...]
    label: str


@dataclass(frozen=True)
class Picture:
    """A figure as its still drawing, by the drawing's name, with its key beneath; the timeline with ``lanes``."""

    figure: Figure
    name: str
    lanes: tuple[Lane, ...] = LANES


@dataclass(frozen=True)
class FigureNotes:
    """What stands beneath a figure: how to read it, its limits, its numbers, its sources, and how to take it along."""

    figure: Figure
    name: Name


@dataclass(frozen=True)
class TakeAlong:
    """A figure as a picture, as a link and for another page, behind a label, by its name in ``explainer.asked``."""

    name: Name
    label: str


@dataclass(frozen=True)
class Details:
    """Blocks behind a label that opens."""

    label: str
    blocks: Blocks
    opened: bool = False
    key: str = ""


@dataclass(frozen=True)
class Group:
    """Blocks that belong together: ``key`` names them, ``bordered`` draws a line around them."""

    blocks: Blocks
    key: str
    bordered: bool = False


@dataclass(frozen=True)
class Columns:
    """Blocks beside each other where there is room, by relative width."""

    columns: tuple[Blocks, ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True)
class PageLink:
    """A link to another page by its name in ``PAGES``, or to a ``place`` on it.

    ``moved``: the place stood here once, so an old link to it goes on to where it is now.
    """

    page: str
    label: str
    place: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Slot:
    """A live part of the page, drawn by its script; ``still`` is what stands in its place where nothing can react.

    ``about`` tells apart slots of one name, such as the tables of several lists.
    """

    name: str
    still: Blocks = ()
    about: str = ""


Block = (
    Heading | Prose | Markup | Table | Picture | FigureNotes | TakeAlong | Details | Group | Columns | PageLink | Slot
)
Blocks = tuple[Block, ...]
