"""Whose crisis line a reader's own is: told by the browser's time zone or language, never by an address."""

from __future__ import annotations

from explainer.library import Library
from explainer.model import Helpline


def own_line(content: Library, zone: str | None, locale: str | None) -> Helpline | None:
    """The crisis line of a reader's country, or None where neither tells a country that has one.

    ``zone`` is the browser's IANA time zone ("Europe/London"), ``locale`` its language ("en-GB"). The zone comes first:
    many browsers all over the world speak "en-US".
    """
    region = (locale or "").replace("_", "-").rpartition("-")[2]
    places = [(place, line) for line in content.helplines for place in line.near or ()]
    return next((line for told in (zone, region) if told for place, line in places if _is_at(place, told)), None)


def _is_at(place: str, told: str) -> bool:
    """``place`` is a zone, a region, or the beginning of zones with a slash at its end."""
    return told.startswith(place) if place.endswith("/") else told == place
