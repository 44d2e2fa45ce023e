"""How many there are of each kind, as bars from one zero."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from explainer.markup import join


@dataclass(frozen=True)
class Count:
    """How many there are of one kind; ``hollow`` kinds are drawn as an outline."""

    name: str
    count: int
    hollow: bool = False


def tally(counts: Iterable[Count]) -> Markup:
    """A list in HTML: each kind's name, its bar as long as its share of the largest count, and the number."""
    rows = tuple(counts)
    most = max(one.count for one in rows)
    line = Markup('<li><span>{}</span> <i{} style="width:{:.1f}%"></i> <strong>{}</strong></li>')
    hollow = Markup(' class="hollow"')
    return Markup('<ul class="tally">{}</ul>').format(
        join(line.format(one.name, hollow if one.hollow else "", 100 * one.count / most, one.count) for one in rows)
    )
