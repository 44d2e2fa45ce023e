"""The picture of a treatment day and of a course: every bar, strip and number of it is one of its rows."""

import re
from dataclasses import replace
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import get_args
from xml.etree import ElementTree

import pytest

from explainer import harms, model
from explainer.draw import day, hundred
from explainer.draw.pictures import picture
from explainer.loading.checks import Read
from explainer.loading.checks.safety import comparisons_have_names, days_can_be_drawn
from explainer.loading.loader import library
from explainer.model import CourseMark, DayMark, Product, SideEffect
from tests.support.reading_age import grade

CONTENT = library()
MARKS: tuple[DayMark | CourseMark, ...] = (*CONTENT.day, *CONTENT.course)
SVG = "{http://www.w3.org/2000/svg}"
DRAWN: dict[Product, str] = {"esketamine_nasal": "day-spray", "ketamine_iv": "day-drip"}
SHAPES = pytest.mark.parametrize("shape", ["wide", "narrow"])
PRODUCTS = pytest.mark.parametrize("product", DRAWN)
# What the sources print, read anew: of 100 people on the treatment, and beside them.
PRINTED = {
    "esk_dissociation": (41, 9),
    "esk_sedation": (23, 9),
    "esk_severe_bp": (8, 0),
    "su_unreal": (69, 17),
    "iv_bp_severe": (12, None),
    "ketect_over_day": (23, 54),
}


def svg(product: Product, shape: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture(CONTENT, DRAWN[product], shape))


def words(root: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()) for text in root.iter(f"{SVG}text"))


def own(product: Product) -> list[DayMark]:
    return [mark for mark in CONTENT.day if mark.product == product]


@SHAPES
@PRODUCTS
def test_every_line_of_a_day_and_of_a_course_is_drawn_once(product: Product, shape: str) -> None:
    rows = [part.attrib["data-row"] for part in svg(product, shape).iter() if "data-row" in part.attrib]
    assert rows == [mark.id for mark in MARKS if mark.product == product]


@SHAPES
@PRODUCTS
def test_strips_count_the_people_of_their_rows(product: Product, shape: str) -> None:
    strips = [part for part in svg(product, shape).iter() if "data-people" in part.attrib]
    wanted = []
    for mark in own(product):
        if mark.rate:
            row = CONTENT.rates[mark.rate]
            rates = [(row.value, ROUND_HALF_UP), *([(row.control, ROUND_HALF_DOWN)] if row.control is not None else [])]
            people = [0 if rate < 1 else int(rate.quantize(Decimal(1), rounding)) for rate, rounding in rates]
            wanted += [(mark.rate, str(count)) for count in people]
            assert tuple(people) == tuple(count for count in PRINTED[mark.rate] if count is not None)
    assert [(strip.attrib["data-rate"], strip.attrib["data-people"]) for strip in strips] == wanted


@PRODUCTS
def test_numbers_stand_above_their_strips(product: Product) -> None:
    shown = words(svg(product, "wide"))
    for mark in own(product):
        if mark.rate:
            for group in day.groups(CONTENT.rates[mark.rate], product, CONTENT):
                assert f"{group.number} {group.who}" in shown
                assert str(group.people) in group.number or group.number in ("under 1 of 100", "none of 100")


@pytest.mark.parametrize("count", [0, 1, 24, 25, 26, 41, 99, 100])
def test_a_strip_draws_as_many_people_as_it_says(count: int) -> None:
    """Recounted from its lines: each dash of a row is one person."""
    drawn = {"head": 0, "rest": 0}
    for part in ElementTree.fromstring(f"<svg>{hundred.paths(count, '#000000', '#111111')}</svg>"):
        kind = {"#111111": "rest"}.get(part.attrib["stroke"], "head" if "linecap" in str(part.attrib) else "body")
        rows = re.findall(r"M[\d.]+ [\d.]+h([\d.]+)", part.attrib["d"])
        if kind != "body":
            drawn[kind] += sum(int(float(length) // hundred.CELL) + 1 for length in rows)
    assert drawn == {"head": count, "rest": 100 - count}


@PRODUCTS
def test_bars_begin_and_end_at_their_minutes(product: Product) -> None:
    frame = day._frame(day.WIDE)
    for group in svg(product, "wide").iter(f"{SVG}g"):
        mark = next((mark for mark in own(product) if mark.id == group.attrib["data-row"]), None)
        if mark is None or mark.end is None:
            continue
        bars = [line for line in group.iter(f"{SVG}line") if line.attrib["stroke-width"] not in ("1",)]
        ends = {float(bar.attrib[name].rstrip("%")) for bar in bars for name in ("x1", "x2")}
        assert min(ends) == pytest.approx(100 * frame.x(mark.start), abs=0.01)
        assert max(ends) == pytest.approx(100 * frame.x(mark.end), abs=0.01)


def test_hours_at_the_clinic_are_worked_out_from_visits_and_time() -> None:
    rows = {mark.id: mark for mark in CONTENT.course}
    totals = {"course_esk_1": 8, "course_esk_2": 4, "course_iv_elektd": 6, "course_iv_ketect": 12}
    hours = {"course_esk_1": 16, "course_esk_2": 8, "course_iv_elektd": 4, "course_iv_ketect": 8}
    assert {name: rows[name].total for name in totals} == totals
    assert {name: rows[name].hours for name in hours} == hours
    assert rows["course_esk_3"].hours is None
    findings = CONTENT.findings
    assert {row.minutes for row in rows.values() if row.product == "ketamine_iv"} == {int(findings["iv_minutes"].value)}
    assert {row.minutes for row in rows.values() if row.product != "ketamine_iv"} == {
        60 * int(findings["esk_watch"].value)
    }
    assert rows["course_iv_elektd"].last == findings["anand_weeks"].value
    assert rows["course_iv_ketect"].total == findings["ekstrand_sessions"].high
    assert "8 visits of 2 hours make 16 hours" in day.said(rows["course_esk_1"], CONTENT)
    assert "worked out here" in CONTENT.figure_words["day"].limits


@SHAPES
def test_strokes_of_a_course_are_its_visits(shape: str) -> None:
    for mark in CONTENT.course:
        (group,) = [part for part in svg(mark.product, shape).iter(f"{SVG}g") if part.attrib["data-row"] == mark.id]
        strokes = [line for line in group.iter(f"{SVG}line") if line.attrib["x1"] == line.attrib["x2"]]
        assert mark.total is None or len(strokes) == mark.total


def test_times_that_other_rows_print_are_the_same_here() -> None:
    marks = {mark.id: mark for mark in CONTENT.day}
    assert marks["day_esk_pressure"].peak == CONTENT.findings["bp_peak"].value
    assert marks["day_esk_pressure_checks"].end == 60 * CONTENT.findings["esk_watch"].value
    assert marks["day_iv_drip"].end == CONTENT.findings["iv_minutes"].value
    assert marks["day_iv_home"].end == 60 * CONTENT.findings["iv_drive"].value
    assert marks["day_iv_mood"].start == CONTENT.findings["kishimoto_onset"].value
    first_counted = CONTENT.findings["aspire_4h"].time_hours
    assert first_counted is not None
    assert marks["day_esk_mood"].start == 60 * first_counted


def test_every_word_of_the_picture_is_told_and_has_its_source() -> None:
    figure = day.figure(CONTENT)
    assert len(figure.table) == len(MARKS)
    for product in DRAWN:
        root = svg(product, "narrow")
        for mark in (one for one in MARKS if one.product == product):
            assert day.said(mark, CONTENT) in root.attrib["aria-label"]
            assert day.said(mark, CONTENT) in words(root)
    for mark in MARKS:
        assert set(mark.source) <= set(figure.sources)
    for country in ("US:", "EU:", "Oxford"):
        assert any(country in mark.words for mark in CONTENT.day)


def test_the_two_products_are_never_in_one_drawing() -> None:
    for product in DRAWN:
        colours = {part.attrib["stroke"] for part in svg(product, "wide").iter() if "stroke" in part.attrib}
        other = next(one for one in get_args(Product) if one != product)
        assert CONTENT.treatments[other].colour not in colours
    assert "Do not compare the spray with the drip" in CONTENT.figure_words["day"].limits


def test_the_page_reads_at_grade_eight_or_below() -> None:
    words = CONTENT.figure_words["day"]
    lines = [f"{mark.name}. {day.said(mark, CONTENT)}" for mark in MARKS]
    page = CONTENT.pages["safety"]
    summary = [page[name] for name in ("for", "common", "passes", "dangerous", "checklist_lead", "before_lead")]
    notes = [CONTENT.interface["whose"][f"note_{product}"] for product in DRAWN]
    for text in (" ".join(lines), " ".join(summary), " ".join(notes), f"{words.how} {words.limits}"):
        assert grade(text) <= 8


# --- the checklist ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("product", get_args(Product))
def test_every_item_stands_in_one_group_and_the_commonest_of_the_treatment_come_first(product: Product) -> None:
    groups = harms.checklist_groups(CONTENT, product)
    assert next(iter(groups)) == "common"
    listed = [item for _, items in groups.values() for item in items]
    assert sorted(item.id for item in listed) == sorted(item.id for item in CONTENT.checklist)
    for name, (_, items) in groups.items():
        often = [harms._often(item, product, CONTENT) for item in items]
        assert name == "urgent" or often == sorted(often, reverse=True)
    least = min(harms._often(item, product, CONTENT)[0] for item in groups["common"][1])
    assert least > 0  # what nobody counted is not called common
    assert least >= max(harms._often(item, product, CONTENT)[0] for item in groups["during"][1])
    first = {"esketamine_nasal": ["dissociation", "dizziness"], "ketamine_iv": ["vertigo", "dissociation"]}
    assert [item.id for item in groups["common"][1]][:2] == first[product]


@pytest.mark.parametrize("item", CONTENT.checklist, ids=lambda item: item.id)
def test_an_item_shows_people_of_100_or_says_in_few_words_that_there_is_no_number(item: model.ChecklistItem) -> None:
    html = str(harms.rates_shown(item, CONTENT))
    rates = [row for row in CONTENT.side_effects if row.item == item.id]
    if not rates:
        assert html == '<p class="rate">We found no number.</p>'
        return
    for product in get_args(Product):
        (block,) = re.findall(rf'<p class="rate {product}">(.*?)</p>', html)
        first = next((row for row in rates if row.product == product), None)
        if first is None:
            assert block.endswith("we found no number.")
        elif first.unit == "per 100 people" and first.value_high is None:
            people = re.findall(r'data-people="(\d+)"', block)
            assert people == [str(group.people) for group in day.groups(first, product, CONTENT)]
            assert len(people) == (1 if first.control is None else 2)


def test_caveats_are_said_once_and_not_on_each_line() -> None:
    lines = "".join(str(harms.known(item, CONTENT)) for item in CONTENT.checklist)
    for caveat in ("new tablet", "not reviewed", "new antidepressant tablet"):
        assert caveat not in lines
    assert "new tablet" in CONTENT.interface["whose"]["note_esketamine_nasal"]
    assert "No clinician has reviewed the advice" in CONTENT.pages["safety"]["checklist_lead"]
    for item in CONTENT.checklist:
        assert (harms.help_cited(item, CONTENT) != item.help) == item.help_reviewed


# --- what stops a mistake --------------------------------------------------------------------------------------


def read(day: tuple[DayMark, ...] = CONTENT.day, side_effects: tuple[SideEffect, ...] = CONTENT.side_effects) -> Read:
    return Read(replace(CONTENT, day=day, side_effects=side_effects), "en", (), frozenset(), (), {})


def test_the_check_of_the_content_names_what_cannot_be_drawn() -> None:
    assert not list(days_can_be_drawn(read()))
    assert not list(comparisons_have_names(read()))
    first, *rest = CONTENT.day
    broken = replace(first, words="until {ende}", rate="esk_dissociatio")
    said = " ".join(days_can_be_drawn(read(day=(broken, *rest))))
    assert "'{ende}' is no number of this row; did you mean 'end'?" in said
    assert "did you mean 'esk_dissociation'?" in said
    assert "not in pairs" in " ".join(days_can_be_drawn(read(day=(replace(first, words="{end"), *rest))))
    effect = replace(CONTENT.side_effects[0], source="elsewhere")
    assert "'beside_elsewhere' is missing" in " ".join(comparisons_have_names(read(side_effects=(effect,))))
