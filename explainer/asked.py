"""What an address asks for: a page, and what its query says that the page knows.

The live page reads its controls from the query itself; this is for whatever is drawn without them, such as the first
answer of ``deploy/`` and a figure alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args
from urllib.parse import urlencode

from explainer import results
from explainer.draw import option_grid
from explainer.draw.timeline import LANES, Scale
from explainer.library import Library
from explainer.model import Lane
from explainer.results import Card
from explainer.without import KEYS, REASONS, SIZES, Without

FIGURE = "figure"  # the page of one figure alone; its query says which, and holds the state of the page it comes from
NAME = "name"  # of the figure, in that query
# The figures that can be taken along, by their names in an address.
Name = Literal[
    "overview",
    "timeline",
    "one-dose",
    "day-spray",
    "day-drip",
    "benefit",
    "harm",
    "crowds",
    "trials",
    "scores",
    "alone",
    "relapse",
    "days",
    "thoughts",
    "box-drip",
    "box-ect",
    "box-spray",
]
NAMES: tuple[Name, ...] = get_args(Name)


def known(name: str) -> Name | None:
    """The name of a figure that can be taken along; None for any other."""
    return next((one for one in NAMES if one == name), None)


@dataclass(frozen=True)
class Asked:
    """A page, and what of its address's query the page knows: the same for every address that shows the same."""

    page: str
    state: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str:
        """The code of what is chosen, "" where nothing is."""
        return dict(self.state).get(name, "")

    @property
    def scale(self) -> Scale:
        """The scale of the timeline."""
        return "true" if self.get("scale") == "true" else "log"

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes of the timeline that are not switched off."""
        return tuple(lane for lane in LANES if not self.get(lane))

    def cards(self, content: Library) -> tuple[Card, ...]:
        """The cards of the trials that fit every filter, in the order that is chosen."""
        chosen = {name: value for name, value in self.state if name in results.FILTERS}
        order = next((one for one in results.ORDERS if one == self.get("order")), results.ORDERS[0])
        return results.cards(results.fitting(content, chosen, results.RATES), order)

    @property
    def without(self) -> Without:
        """What a reader leaves out of the trials."""
        return Without(tuple(one for one in REASONS if self.get(KEYS[one])), int(self.get("fewest") or 0))


def asked(page: str, given: Mapping[str, str], content: Library) -> Asked:
    """What an address asks for, by the names of its query.

    Names and values that the page does not know are left out, as the live page does.
    """
    named = ((name, values.get(given.get(name, ""))) for name, values in _known(page, given, content).items())
    return Asked(page, tuple(sorted((name, code) for name, code in named if code is not None)))


def query(here: Asked, content: Library) -> str:
    """The state of a page as its address holds it, such as "scale=true"; "" where nothing is chosen."""
    known = _known(here.page, dict(here.state), content)
    words = {
        name: next(word for word, code in known[name].items() if code == chosen)
        for name, chosen in here.state
        if name not in (*_EVERYWHERE, NAME)
    }
    return urlencode(words)


Known = Mapping[str, Mapping[str, str]]  # by name, what a link can hold and the code of it


def _codes(*values: str) -> dict[str, str]:
    """Codes that stand in a link as they are."""
    return dict(zip(values, values, strict=True))


_EVERYWHERE: Known = {"embed": _codes("true"), "embed_options": _codes("dark_theme", "light_theme")}


@cache
def _filters(content: Library) -> Known:
    """A choice of a filter stands in a link as the control shows it: Streamlit keeps it so."""
    every = results.lines(content, *results.RATES)
    say = content.interface["without"]
    codes = {name: {getattr(line, name) for line in every} for name in results.FILTERS}
    return {
        **{name: {results.option(name, code, content): code for code in found} for name, found in codes.items()},
        "order": {words: code for code, words in content.labels["order"].items()},
        **{KEYS[reason]: _codes("true") for reason in REASONS},
        "fewest": {say("size", number=content.numbers.count(size)): str(size) for size in SIZES},
    }


def _onset(content: Library) -> Known:
    return {
        "scale": _codes("true"),
        "moment": _codes(*{one.stop for one in content.moments}),
        **dict.fromkeys(LANES, _codes("false")),
    }


def _known(page: str, given: Mapping[str, str], content: Library) -> Known:
    """What the query of a page can hold; that of a figure alone holds what its own page knows of it."""
    if page != FIGURE:
        return {**_EVERYWHERE, **(_KNOWN[page](content) if page in _KNOWN else {})}
    page = {"timeline": "onset", "trials": "evidence"}.get(given.get(NAME, ""), "")
    return {NAME: _codes(*NAMES), **_known(page, {}, content)}


_KNOWN: Mapping[str, Callable[[Library], Known]] = {
    "topics": lambda content: {"open": _codes(*(one.id for one in content.topics))},
    "onset": _onset,
    "evidence": _filters,
    "choose": lambda content: dict.fromkeys(
        option_grid.PLACES, _codes(*(one.id for one in content.options), option_grid.NONE)
    ),
}
