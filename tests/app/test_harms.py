"""Harms as fairly told as benefits, and whom to call wherever somebody in danger may read."""

import re
from decimal import Decimal

import pytest

from explainer import fragments, harms, prose
from explainer.draw import fact_box
from explainer.loading.loader import library
from explainer.model import FactBlock, FactBox
from tests.support.app import copy_of, run, texts
from tests.support.reading_age import grade

CONTENT = library()
FEWER, whole = CONTENT.interface["numbers"]["fewer"], CONTENT.numbers.whole
CALLS = re.findall(r"tel:\d+", fragments.phone_links(CONTENT, "crisis"))
HARM = " ".join([CONTENT.key_numbers[1].title, CONTENT.key_numbers[1].note, CONTENT.key_numbers[1].more])
FOR_A_READER_IN_DANGER = ("how-well-it-works", "how-long-it-lasts")
BY_SUICIDE = re.compile(r"\b(?:died|dies|deaths?) by suicide", re.IGNORECASE)
BOXES = pytest.mark.parametrize("box", CONTENT.fact_boxes, ids=lambda box: box.id)


def blocks(box: FactBox) -> list[FactBlock]:
    return [block for block in CONTENT.fact_blocks if block.box == box.id]


def cells(block: FactBlock) -> list[str]:
    """What a reader sees in the columns of numbers."""
    return [
        re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", fact_box.block(block, CONTENT))
    ]


# --- for a reader in danger ------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", FOR_A_READER_IN_DANGER)
def test_topic_says_what_to_do_when_it_fails_and_whom_to_call(id: str) -> None:
    topic = next(topic for topic in CONTENT.topics if topic.id == id)
    said = " ".join(topic.support)
    for needed in ("known", "not your last option", "someone close", "call now"):
        assert needed in said
    assert grade(said) <= 8
    shown = texts(run("topics"))
    (copy,) = re.findall(
        rf'<section class="topic[^"]*" aria-labelledby="{id}">.*?</section>', copy_of(CONTENT), re.DOTALL
    )
    at_page, at_copy = shown.index(CONTENT.cited(topic.support[-1])), copy.index("call now.")
    for place in (shown[at_page : at_page + 1500], copy[at_copy : at_copy + 2500]):
        assert CONTENT.site.own_words in place
        assert all(call in place for call in CALLS)
    assert copy.index("tel:") < copy.index("What is not known")
    first = CONTENT.cited(topic.passages[0][1])
    assert shown.index(CONTENT.cited(topic.support[0])) < shown.index(first)  # not beneath it


def test_early_recovery_and_the_end_of_the_effect_are_named_as_times_of_risk() -> None:
    lasting = next(topic for topic in CONTENT.topics if topic.id == "how-long-it-lasts")
    urgent = next(item for item in CONTENT.checklist if item.id == "suicidal_thoughts")
    for text in (" ".join(lasting.support), urgent.course or ""):
        assert re.search(r"wears off", text)
        assert re.search(r"start to get better", text)
    assert "eu_smpc2025" in prose.keys_cited(" ".join(lasting.support))


def test_deaths_by_suicide_are_told_with_the_numbers_to_call_beside_them() -> None:
    copy = copy_of(CONTENT)
    text = copy[: copy.index('id="every-source"')]
    found = list(BY_SUICIDE.finditer(text))
    assert len(found) >= 4
    for hit in found:
        near = text[hit.start() : hit.start() + 5000]
        assert all(call in near for call in CALLS), text[hit.start() - 80 : hit.end() + 80]
    shown = texts(run("evidence"))
    deaths = shown.index(prose.plain(CONTENT.passages["deaths"].text)[:40])
    assert CALLS[0] in shown[deaths : deaths + 5000]
    assert CALLS[0] in fragments.unknowns(CONTENT)


def test_suicide_is_spoken_of_with_care_and_each_count_with_its_limit() -> None:
    deaths = CONTENT.passages["deaths"].text
    assert not re.search(r"commit|successful|failed attempt|complet", deaths, re.IGNORECASE)
    for limit in ("no comparison group", "may not have been reported", "second-hand", "too small"):
        assert limit in deaths


# --- exceptions and serious harms ------------------------------------------------------------------------------


def test_comfort_about_time_has_its_exceptions_beside_it() -> None:
    topic = next(topic for topic in CONTENT.topics if topic.id == "side-effects-and-safety")
    longer = whole(CONTENT.findings["ketect_over_day"].value, half_up=True)
    for text in (topic.takeaway, HARM, topic.body):
        assert re.search(r"last(?:ed)?\b[^.]*\bday", prose.plain(text)), text
    assert f"{longer} of 100" in HARM
    assert f"{longer} of 100" in texts(run("safety"))
    assert "days to weeks" in topic.body


def test_serious_harm_stands_where_its_remission_does() -> None:
    paragraph = next(
        part
        for topic in CONTENT.topics
        for part in topic.body.split("\n\n")
        if "Remission there was" in part and "serious or severe" in part
    )
    serious, gap = CONTENT.findings["katz_serious"], CONTENT.findings["katz_serious_gap"]
    assert f"{whole(serious.value, half_up=True)} of 100" in paragraph
    assert f"({gap.low:.0f} to {gap.high:.0f})" in paragraph
    spray = " ".join(row.row for row in CONTENT.fact_rows if row.block.startswith("spray"))
    for id in ("katz_serious", "katz_stopped", "katz_death", "katz_thoughts", "daly_relapse"):
        assert id in spray


def test_overview_names_one_harm_with_its_comparison() -> None:
    assert re.search(r"\d+ of 100 people.*against \d+", CONTENT.key_numbers[1].title)
    assert "katz2020" in prose.keys_cited(HARM)


def test_bladder_is_told_by_date() -> None:
    dates = [row.date for row in CONTENT.bladder]
    assert dates == sorted(dates)
    assert {date[:4] for date in dates} >= {"2021", "2024", "2025"}
    said = harms.bladder(CONTENT)
    assert said in texts(run("safety"))
    assert all(prose.plain(row.text)[:40] in copy_of(CONTENT) for row in CONTENT.bladder)


def test_no_study_of_blood_pressure_with_the_drip_stands_alone_or_on_the_sprays_scale() -> None:
    studies = [row for row in CONTENT.side_effects if row.unit == "mmHg mean rise"]
    assert {row.product for row in studies} == {"ketamine_iv"}
    assert {row.source for row in studies} == {"yale_bp2024", "rivaposse2018"}
    item = next(item for item in CONTENT.checklist if item.id == "blood_pressure")
    assert {row.item for row in studies} == {item.id}
    said = str(harms.rates_shown(item, CONTENT))
    for row in studies:
        assert f"<strong>{whole(row.value, half_up=True)}</strong> on average among {row.active_n} people" in said
    rise = re.compile(r"\b(?:16|3|3\.28)\b(?: units| on average)")
    for place in (*(topic.body for topic in CONTENT.topics), *(box.serious for box in CONTENT.fact_boxes)):
        keys = set(prose.keys_cited(place))
        assert not rise.search(place) or keys >= {"yale_bp2024", "rivaposse2018"}


# --- fact boxes ------------------------------------------------------------------------------------------------


@BOXES
def test_benefits_and_harms_of_a_box_stand_beside_the_same_thing(box: FactBox) -> None:
    for block in blocks(box):
        for line in CONTENT.fact_rows:
            if line.block == block.id:
                assert box.beside in CONTENT.rates[line.row].comparator
    assert (box.beside == "ECT") == any("ECT" in block.compared for block in blocks(box))


def test_drip_box_says_once_that_a_course_has_no_rate_beside_a_sedative() -> None:
    notes = [block.note for box in CONTENT.fact_boxes for block in blocks(box)]
    assert sum("no rate beside a sedative" in note for note in notes) == 1


@BOXES
def test_every_number_in_a_box_is_whole_people(box: FactBox) -> None:
    for block in blocks(box):
        assert cells(block)
        for cell in cells(block):
            assert not re.search(r"\d\.\d", cell)
            assert not re.match(r"\s*0\b", cell)
    assert not re.search(r"\d\.\d", f"{box.summary} {box.serious}")


@pytest.mark.parametrize(
    ("rate", "half_up", "said"),
    [("46.5", False, "46"), ("46.5", True, "47"), ("25.9", False, "26"), ("0.5", True, FEWER), ("0", False, "none")],
)
def test_rates_become_whole_people(rate: str, half_up: bool, said: str) -> None:
    assert whole(Decimal(rate), half_up) == said


def test_a_half_is_rounded_against_the_treatment() -> None:
    response = CONTENT.findings["cochrane_midazolam"]
    assert response.value % 1 == Decimal("0.5")
    drip = next(block for block in CONTENT.fact_blocks if block.id == "drip_benefits")
    assert cells(drip)[0].split()[0] == str(int(response.value))
