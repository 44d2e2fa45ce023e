"""Whose crisis line a reader is shown first."""

from importlib.resources import files

import pytest

from explainer.helplines import own_line
from explainer.loading.loader import library

CONTENT = library()
_FOLDER = files("tzdata.zoneinfo")
_PLACES = [line.split("\t") for line in (_FOLDER / "zone.tab").read_text("utf-8").splitlines() if line[0] != "#"]
COUNTRY = {place[2]: place[0] for place in _PLACES}  # by zone
# What a zone was called before: browsers go on saying it.
_LINKS = [line.split()[1:] for line in (_FOLDER / "tzdata.zi").read_text("utf-8").splitlines() if line.startswith("L ")]
OLD = {old: COUNTRY[new] for new, old in _LINKS if new in COUNTRY and old not in COUNTRY and "/" in old}
# Old names that were merged with another country's zone, and places where nobody lives.
ELSEWHERE = {"America/Nassau", "Europe/Guernsey", "Europe/Jersey", "Europe/Isle_of_Man", "Pacific/Johnston"}
ELSEWHERE |= {"Antarctica/South_Pole", "Atlantic/Jan_Mayen"}
WITH_LINES = {place for line in CONTENT.helplines for place in line.near or () if len(place) == 2}
ZONES = [(zone, country) for zone, country in {**COUNTRY, **OLD}.items() if country in WITH_LINES]


@pytest.mark.parametrize(("zone", "country"), [one for one in ZONES if one[0] not in ELSEWHERE])
def test_every_zone_of_a_country_leads_to_its_line(zone: str, country: str) -> None:
    """Also by a name that it had before, whatever language the browser speaks."""
    line = own_line(CONTENT, zone, "es-MX")
    assert line is not None
    assert country in (line.near or ())


def test_another_zone_leads_to_the_line_of_the_language_or_to_none() -> None:
    britain = own_line(CONTENT, "Asia/Tokyo", "en-GB")
    assert britain is not None
    assert "GB" in (britain.near or ())
    assert own_line(CONTENT, "Asia/Tokyo", "ja") is None
