"""What was measured, as one table of medians and ratios with the bars that it has to clear."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.apps import APPS, BARE, COPY, DASH, HOSTED, NAIVE, OURS, PLAIN, folders
from tests.support.site_map import URLS


class Results:
    """Every value measured, by what was measured and on which app."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, list[float]]] = {}

    def add(self, what: str, app: str, value: float) -> None:
        """Keep one value."""
        self.values.setdefault(what, {}).setdefault(app, []).append(value)

    def middle(self, what: str, app: str) -> float | None:
        """The median; None where nothing was measured."""
        values = self.values.get(what, {}).get(app)
        return median(values) if values else None


@dataclass(frozen=True)
class Bar:
    """A limit that a measure has to keep: ``times`` what ``base`` has, or ``plus`` more than that, or a number alone.

    ``of`` names the measure of the base where it is another one.
    """

    what: str
    times: float = 1.0
    base: str = ""
    plus: float = 0.0
    of: str = ""
    apps: tuple[str, ...] = tuple(OURS)
    least: bool = False

    def limit(self, results: Results) -> float | None:
        """The limit in the measure's own unit."""
        base = results.middle(self.of or self.what, self.base) if self.base else 0.0
        return None if base is None else self.times * base + self.plus

    def said(self, results: Results) -> str:
        """The bar in words and what became of it."""
        limit = self.limit(results)
        verdicts = []
        for app in self.apps:
            value = results.middle(self.what, app)
            if value is not None and limit is not None:
                met = value >= limit if self.least else value <= limit
                verdicts.append(f"{app} {'met' if met else '**missed**'}")
        base = f"{self.base}{f' ({self.of})' if self.of else ''}"
        wanted = f"{self.times:g} x {base}" if not self.plus else f"{base + ' + ' if base else ''}{self.plus:g}"
        return f"at {'least' if self.least else 'most'} {wanted}: {', '.join(verdicts)}" if verdicts else ""


HEADLINE = "overview, cold: headline, ms"
PRESSES = ("scrubber", "filter", "next scene")
ALIKE = ("scrubber", "filter", "scale", "lanes")  # the same figure reacts in Dash
PAGES = ("overview", "how fast")
BARS = [
    Bar(HEADLINE, 1.15, BARE),
    Bar("overview, cold: figure, ms", 1.4, BARE, of=HEADLINE),
    *(Bar(f"{page}, cold: {what}, ms", 1.5, COPY, apps=(HOSTED,)) for page in PAGES for what in ("headline", "figure")),
    *(Bar(f"{url}: headline, ms", 1.5, COPY, of=HEADLINE, apps=(HOSTED,)) for url in URLS),
    *(
        Bar(f"{page}, cold: {what}, ms", times, DASH, apps=(HOSTED,))
        for page in PAGES
        for what, times in (("headline", 0.9), ("figure", 0.4))
    ),
    *(
        Bar(f"{page}, cold, {speed} Mbit/s: {what}, ms", times, base, apps=(HOSTED,))
        for page in PAGES
        for speed in (10, 3)
        for what in ("headline", "figure")
        for times, base in ((0.3, DASH), (0.25, PLAIN))
    ),
    *(
        Bar(f"{page}, cold, phone, 3 Mbit/s: {what}, ms", 0.2, PLAIN, apps=(HOSTED,))
        for page in PAGES
        for what in ("headline", "figure")
    ),
    Bar("overview, cold: sent, MB", plus=2.9, apps=(PLAIN,)),
    Bar("overview, cold: sent, MB", plus=1.2, apps=(HOSTED,)),
    Bar("how fast, cold: figure, ms", 0.8, NAIVE),
    Bar("how fast, cold: figure that reacts, ms", 0.75, NAIVE),
    *(
        Bar(f"how fast, cold, 10 Mbit/s: {figure}, ms", 0.6, NAIVE, apps=(HOSTED,))
        for figure in ("figure", "figure that reacts")
    ),
    *(
        bar
        for what in ("a visit: server CPU, ms", "a rerun: server CPU, ms")
        for bar in (
            Bar(what, 0.3, NAIVE, apps=(PLAIN,)),
            Bar(what, 0.12, NAIVE, apps=(HOSTED,)),
            Bar(what, 1, BARE),
        )
    ),
    Bar("tick on the checklist: latency, ms", 0.4, NAIVE),
    Bar("tick on the checklist: server CPU, ms", plus=10),
    Bar("tick on the checklist, held to 0.1 core: latency, ms", 0.1, NAIVE),
    *(Bar(f"{press}: latency, ms", 0.5, NAIVE) for press in PRESSES),
    *(Bar(f"{press}: latency, ms", 1, DASH) for press in ALIKE),
    *(Bar(f"{url}{device}: layout shift", plus=0.05) for url in URLS for device in ("", ", phone")),
    Bar("first answers a second", plus=1000, apps=(HOSTED,), least=True),
    Bar("first answers: p99, ms", plus=50, apps=(HOSTED,)),
    Bar("1,000 readers in five minutes: p95 of a touch, ms", plus=1000, apps=(HOSTED,)),
    Bar("1,000 readers in five minutes: memory a reader, MB", plus=0.2, apps=(HOSTED,)),
    Bar("memory after the first visit, MB", 1, BARE, plus=40),
    Bar("memory a session, MB", plus=1),
    Bar("readers at once, p95 under 1 s", 3, NAIVE, least=True),
    Bar("readers at once, held to 0.1 core", plus=30, least=True),
]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _ratio(value: float | None, base: float | None) -> str:
    return f"{value / base:.2f}" if value is not None and base else ""


def table(results: Results) -> str:
    """Every measure in the order of its first value, as Markdown."""
    ratios = [(app, base) for base in (NAIVE, BARE) for app in OURS]
    heads = ["", *APPS, *(f"{app} ÷ {base}" for app, base in ratios), "bar"]
    rows = [heads, ["---"] * len(heads)]
    for what in results.values:
        middle = {app: results.middle(what, app) for app in APPS}
        said = [bar.said(results) for bar in BARS if bar.what == what]
        rows.append(
            [
                what,
                *map(_number, middle.values()),
                *(_ratio(middle[app], middle[base]) for app, base in ratios),
                "; ".join(filter(None, said)),
            ]
        )
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def machine() -> str:
    """When this ran and on what, in one line."""
    browser = subprocess.run(["chromium", "--version"], capture_output=True, text=True, check=False).stdout.split()
    cores = len(os.sched_getaffinity(0))
    return (
        f"{date.today():%-d %B %Y}, {cores} cores, Python {platform.python_version()}, "
        f"Chromium {browser[1] if len(browser) > 1 else 'unknown'} without a screen"
    )


def rounds() -> int:
    """How many rounds the person asked for."""
    return int(sys.argv[1]) if len(sys.argv) > 1 else 7


def alone(measure: Callable[[int, Path, Results], None]) -> None:
    """Run one part of the benchmark and print its table."""
    results = Results()
    with tempfile.TemporaryDirectory() as made:
        folders(Path(made))
        measure(rounds(), Path(made), results)
    print(f"{machine()}, {rounds()} rounds\n\n{table(results)}")
