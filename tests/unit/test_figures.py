"""Each figure holds its table's numbers, draws what a reader chose, and can be told apart without colour."""

import base64
import re
import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import combinations, pairwise
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from explainer.draw import figures, paper, timeline_chart
from explainer.draw.figures import Figure
from explainer.draw.pictures import PICTURES, on_paper, picture
from explainer.draw.timeline import LANES, LENS, PANELS, Point, Scale, Timeline, describe
from explainer.draw.timeline_layout import NARROW, WIDE, Box, Layout, axis, box, place
from explainer.draw.timeline_svg import COLUMN, GREY, SHAPES, SIGNS
from explainer.intervals import newcombe
from explainer.loading.loader import library
from explainer.model import Arm, Lane
from explainer.outputs import slides

CONTENT = library()
DRAWING, STATE = CONTENT.interface["drawing"], CONTENT.labels["state"]
COLOURS = {name: look.colour for name, look in CONTENT.treatments.items()}
EVERY_CHOICE = [lanes for size in (1, 2, 3) for lanes in combinations(LANES, size)]
POINTS = [point for lane in describe(CONTENT).lanes for strip in lane.strips for point in strip.points]
NOTES = [note for lane in describe(CONTENT).lanes for note in lane.notes]
SVG = "{http://www.w3.org/2000/svg}"


def packed(values: dict[str, str] | Sequence[float]) -> list[float]:
    """A chart's numbers, which plotly packs."""
    if isinstance(values, dict):
        return list(np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).tolist())
    return [float(value) for value in values]


def charted(figure: Figure) -> list[tuple[str, float, float]]:
    """(finding, x, y) of every point of a chart, as the browser gets it; y grows downwards."""
    assert figure.plot is not None
    ids = {point.finding for point in POINTS}
    return [
        (trace["meta"], packed(trace["x"])[0], packed(trace["y"])[0])
        for trace in figure.plot.to_dict()["data"]
        if trace["meta"] in ids
    ]


def drawn_in(svg: str) -> list[str]:
    """The finding of every point in a picture."""
    return [part.attrib["data-finding"] for part in ElementTree.fromstring(svg).iter() if "data-finding" in part.attrib]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.finding)
def test_a_height_is_the_share_of_the_largest_of_its_series(point: Point) -> None:
    """Recomputed from the rows, by hand and in another order than the code does it."""
    mark = next(mark for mark in CONTENT.marks if mark.finding == point.finding)
    rows = [CONTENT.findings[other.finding] for other in CONTENT.marks if other.series == mark.series]
    sizes = {row.id: abs(row.value - (row.control or Decimal(0))) for row in rows}
    assert point.share == pytest.approx(float(sizes[point.finding] / max(sizes.values())))
    assert 0 < point.share <= 1
    row, largest = CONTENT.findings[point.finding], float(max(sizes.values()))
    if row.control is None:
        printed = sorted(abs(float(end)) / largest for end in (row.low, row.high) if end is not None)
        assert [end for end in (point.low, point.high) if end is not None] == pytest.approx(printed)
        assert not point.computed
    else:
        counts = next(trial for trial in CONTENT.trials if trial.finding == row.id)
        ends = newcombe(counts.events or 0, counts.arm_n or 0, counts.control_events or 0, counts.control_n or 0)
        assert [point.low, point.high] == pytest.approx([100 * end / largest for end in ends])
        assert point.computed


def test_the_shapes_that_the_papers_give() -> None:
    shares = {point.finding: round(point.share, 2) for point in POINTS}
    assert shares == {
        "price_day1": 1,
        "price_day7": 0.66,  # 0.38 of 0.58
        "turkoz_day2": 0.59,  # 7.9 of 13.5
        "turkoz_day28": 1,
        "aspire_4h": 0.89,
        "aspire_24h": 1,
        "aspire_25d": 0.89,
        "taylor_third": 0.33,
        "taylor_six_weeks": 1,
    }


def test_every_sign_and_every_word_of_the_timeline_has_its_row() -> None:
    assert {note.kind for note in NOTES} == {"first_seen", "no_longer_clear", "judge", "goes_on"}
    for note in NOTES:
        assert not hasattr(note, "share")
        rows = [CONTENT.findings[finding] for finding in note.findings]
        times = [row.time_hours for row in rows if row.time_hours]
        if note.kind in ("first_seen", "judge"):
            assert [note.hours, note.hours_to] == pytest.approx([float(min(times)), float(max(times))])
        if note.kind == "no_longer_clear":
            assert [note.hours, note.hours_to] == [24 * float(rows[0].low or 0), 24 * float(rows[0].high or 0)]
    for series in CONTENT.series:
        rows = [CONTENT.findings[mark.finding] for mark in CONTENT.marks if mark.series == series.id]
        known = " ".join(f"{CONTENT.numbers.people(row.n)} {row.design}" for row in rows)
        assert all(number in known for number in re.findall(r"[\d,]*\d", series.words.split("[@")[0]))


def test_words_at_a_point_are_its_time() -> None:
    """Trials count the day of the first dose as day 1, so "day 28" is 27 days later; "1 day" is a day later."""
    hours = {"hours": 1, "day": 24, "days": 24, "week": 168, "weeks": 168}
    for point in POINTS:
        first, second = point.words.split()
        number, unit = (int(second), first) if second.isdigit() else (int(first), second)
        assert point.hours in (number * hours[unit], (number - 1) * hours[unit] if first == "day" else -1), point


@pytest.mark.parametrize("scale", PANELS)
@pytest.mark.parametrize("lanes", EVERY_CHOICE, ids="+".join)
def test_timeline_draws_each_point_of_the_chosen_lanes_and_lists_each_finding(
    scale: Scale, lanes: tuple[Lane, ...]
) -> None:
    figure = figures.onset(CONTENT, scale, lanes)
    marks = [mark for lane in lanes for mark in CONTENT.marks if mark.lane == lane]
    assert [row["Finding"] for row in figure.table] == [mark.label for mark in marks]
    assert [row["Number"] for row in figure.table] == [
        CONTENT.numbers.shown(CONTENT.findings[mark.finding]) for mark in marks
    ]
    assert {finding for finding, *_ in charted(figure)} == {mark.finding for mark in marks if mark.kind == "point"}
    for row, mark in zip(figure.table, marks, strict=True):
        assert (row["In the drawing"] == DRAWING["undrawn"]) == (mark.kind == "table")
    for lane in lanes:
        assert CONTENT.labels["treatment"][lane] in figure.alt


@pytest.mark.parametrize("scale", PANELS)
def test_chart_and_picture_draw_the_same_points(scale: Scale) -> None:
    chart = charted(figures.onset(CONTENT, scale))
    name = {"log": "timeline", "true": "timeline-true"}[scale]
    for shape in ("wide", "narrow"):
        assert drawn_in(picture(CONTENT, name, shape)) == [finding for finding, *_ in chart]
    layout = place(describe(CONTENT), DRAWING, scale, NARROW)
    assert [(dot.point.finding, dot.point.hours, dot.y) for dot in layout.dots] == chart
    for dot in layout.dots:
        largest = next(other for other in layout.dots if other.base == dot.base and other.point.share == 1)
        assert (dot.base - dot.y) / (largest.base - largest.y) == pytest.approx(dot.point.share)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("scale", PANELS)
def test_nothing_is_cut_off_and_the_lens_holds_the_first_two_days(scale: Scale, width: float) -> None:
    layout = place(describe(CONTENT), DRAWING, scale, width)
    half = 0.4 / width
    for x in [dot.x for dot in layout.dots] + [x for glyph in layout.glyphs for x in (glyph.x, glyph.x_to)]:
        assert half <= x <= 1 - half
    for dot in layout.dots:
        assert min(dot.y, dot.high or dot.y) >= 0
        assert dot.base <= layout.bottom
    shown = [dot.point.finding for dot in layout.dots]
    for point in POINTS:
        assert shown.count(point.finding) == (2 if scale == "true" and point.hours <= LENS else 1)


def every_layout() -> Iterator[tuple[str, Timeline, Layout]]:
    """Each drawing that a reader can meet: any scale, width and choice, the first screen's, and a room's."""
    for scale in PANELS:
        for lanes in EVERY_CHOICE:
            for compact in (False, True):
                timeline = describe(CONTENT, lanes, compact)
                for width in (NARROW, WIDE):
                    name = f"{scale} {width:g} {'+'.join(lanes)}{' compact' if compact else ''}"
                    yield name, timeline, place(timeline, DRAWING, scale, width)
        for lane in describe(CONTENT, compact=True).lanes:
            timeline = Timeline((lane,))
            yield f"{scale} room {lane.lane}", timeline, slides._room(timeline, scale, CONTENT)


LAYOUTS = list(every_layout())
EACH_LAYOUT = pytest.mark.parametrize(
    ("timeline", "layout"), [one[1:] for one in LAYOUTS], ids=[name for name, *_ in LAYOUTS]
)


def lines_in(layout: Layout) -> Iterator[tuple[str, Box]]:
    """Every line of a drawing as a box without a thickness, and each mark as what it covers."""
    wide = layout.width
    for rule in layout.rules:
        yield rule.kind, (rule.x * wide, rule.y, rule.x_to * wide, rule.y)
    for tick in layout.ticks:
        yield "tick", (tick.x * wide, tick.ends[0], tick.x * wide, tick.ends[1])
    for panel in layout.panels:
        for hours in {float(moment.hours) for moment in CONTENT.moments}:
            if panel.holds(hours):
                x = panel.x(hours) * wide
                yield from (("scrubber", (x, y, x, y_to)) for y, y_to in layout.upright(panel.x(hours)))
    for lens in layout.lenses:
        for x, x_to, y, y_to in (
            (lens.x, lens.x_to, lens.y, lens.y_to),
            (lens.part_x, lens.part_x_to, lens.part_y, lens.part_y_to),
        ):
            yield from (("lens", (x * wide, level, x_to * wide, level)) for level in (y, y_to))
            yield from (("lens", (side * wide, y, side * wide, y_to)) for side in (x, x_to))
        for x, y, x_to, y_to in lens.lines():
            yield "lens", (x * wide, min(y, y_to), x_to * wide, max(y, y_to))
    for dot in layout.dots:
        half = 0.2 if dot.small else 0.36
        top = dot.y - half if dot.high is None else min(dot.high, dot.y - half)
        yield "point", (dot.x * wide - half, top, dot.x * wide + half, dot.base)
    for glyph in layout.glyphs:
        yield "sign", (glyph.x * wide - 0.36, glyph.y - 0.36, glyph.x_to * wide + 0.36, glyph.y + 0.36)


def touch(one: Box, other: Box) -> bool:
    slack = 1e-6
    return (
        one[0] + slack < other[2]
        and other[0] + slack < one[2]
        and one[1] + slack < other[3]
        and other[1] + slack < one[3]
    )


@EACH_LAYOUT
def test_no_words_are_crossed_by_a_line_or_by_other_words(timeline: Timeline, layout: Layout) -> None:
    boxes = [(words, box(words, layout.width)) for words in layout.words]
    for (words, one), (others, other) in combinations(boxes, 2):
        assert not touch(one, other), (words, others)
    for kind, line in lines_in(layout):
        for words, one in boxes:
            assert not touch(one, line), (kind, words)


@EACH_LAYOUT
def test_words_stand_beside_their_sign_in_its_row(timeline: Timeline, layout: Layout) -> None:
    said = {words.text: words for words in layout.words}
    for glyph in layout.glyphs:
        words = said.get(glyph.note.words)
        if words is None:
            continue  # a room has them elsewhere
        left, top, right, bottom = box(words, layout.width)
        if glyph.kind == "goes_on":  # the arrow's head stands at the edge, its words right beneath it
            assert 0 < top - glyph.y < 1
            assert left < glyph.x * layout.width < right
        else:
            assert top < glyph.y < bottom
            assert min(abs(left - glyph.x_to * layout.width), abs(glyph.x * layout.width - right)) < 1


@EACH_LAYOUT
def test_what_another_study_saw_stands_with_its_own_people(timeline: Timeline, layout: Layout) -> None:
    for glyph in layout.glyphs:
        lane = next(lane for lane in timeline.lanes if glyph.note in lane.notes)
        sources = {CONTENT.findings[finding].source for finding in glyph.note.findings}
        own = {
            CONTENT.findings[mark.finding].source
            for mark in CONTENT.marks
            if (mark.lane, mark.kind) == (lane.lane, "point")
        }
        if glyph.kind in ("first_seen", "no_longer_clear"):
            assert bool(glyph.note.people) == (not sources & own)
        if glyph.note.people:
            above = [words for words in layout.words if words.y - 0.3 <= glyph.y + 0.01 and words.anchor == "start"]
            names = {glyph.note.people, *(strip.people for strip in lane.strips)}
            last = max((words for words in above if words.text in names), key=lambda words: words.y)
            assert last.text == glyph.note.people


def test_a_line_is_solid_only_from_the_first_count_in_its_people_to_the_last() -> None:
    for strip in (strip for lane in describe(CONTENT).lanes for strip in lane.strips):
        times = [point.hours for point in strip.points]
        assert strip.counted == (min(times), max(times))


def test_the_lens_is_a_framed_part_of_the_whole_that_lines_lead_to() -> None:
    lens, whole = PANELS["true"]
    assert (lens.first, lens.last) == (whole.first, LENS)
    assert DRAWING[lens.title] != DRAWING[whole.title]
    assert 0 in lens.ticks
    assert 0 not in whole.ticks  # two axes that both begin at nought look like the same one
    for width in (NARROW, WIDE):
        layout = place(describe(CONTENT), DRAWING, "true", width)
        assert len(layout.lenses) == len(layout.strips)
        for one, (_, base) in zip(layout.lenses, layout.strips, strict=True):
            assert one.x < lens.left < lens.right < one.x_to < one.part_x
            assert (one.part_x, one.part_x_to) == (whole.x(0), whole.x(LENS))
            assert one.x_to - one.x > 10 * (one.part_x_to - one.part_x)
            assert one.y < one.part_y < base < one.part_y_to < one.y_to  # so the lines between them run together
    log = place(describe(CONTENT), DRAWING, "log", NARROW)
    assert not log.lenses


@pytest.mark.parametrize("scale", PANELS)
def test_the_times_below_the_timeline_stand_apart_on_a_phone(scale: Scale) -> None:
    boxes = [box(words, 288 / timeline_chart.EM) for words in axis(PANELS[scale], 0, DRAWING)]
    for (*_, right, _), (left, *_) in pairwise(boxes):
        assert left - right > 0.5


def test_columns_can_be_seen_on_a_light_and_on_a_dark_page() -> None:
    from explainer.loading.assets import CONTENT as FOLDER

    theme = tomllib.loads((FOLDER.parent / ".streamlit" / "config.toml").read_text())["theme"]
    for lane in LANES:
        for mode in ("light", "dark"):
            page = theme[mode]["backgroundColor"]
            mixed = [
                round(
                    float(COLUMN) * int(COLOURS[lane][at : at + 2], 16)
                    + (1 - float(COLUMN)) * int(page[at : at + 2], 16)
                )
                for at in (1, 3, 5)
            ]
            assert contrast("#{:02X}{:02X}{:02X}".format(*mixed), page) > 1.4


def test_signs_and_series_are_told_apart_by_shape() -> None:
    assert len(set(SHAPES.values()) | set(SIGNS.values())) == len(SHAPES) + len(SIGNS)
    strips = [strip for lane in describe(CONTENT).lanes for strip in lane.strips]
    assert len({strip.shape for strip in strips}) == len(strips)  # "another shape means other people", in any lane
    assert len({strip.people for strip in strips}) == len(strips)


def test_the_key_says_what_no_word_beside_it_says() -> None:
    key, limits = figures.onset(CONTENT).words.key, figures.onset(CONTENT).words.limits
    assert {rule.kind for rule in place(describe(CONTENT), DRAWING).rules} == {"base", "dashes", "largest"}
    assert all(f"{line}:" in key for line in ("thin line", "dotted line"))
    assert "A dashed line:" in limits
    assert not [sign for sign in CONTENT.labels["sign"].values() if sign in key]  # each has its words beside it


def test_the_limit_is_said_and_no_word_hangs_on_light_or_dark() -> None:
    words = CONTENT.figure_words["onset"]
    assert "at **when**, never at **how tall**" in words.how
    for said in (words.title, words.key, words.how, words.limits):
        assert not re.search(r"\b(dark|darker|light|lighter|pale|colour|grey)", said)


def test_what_a_lane_says_about_a_moment_follows_its_rows() -> None:
    drip, spray, tablets = describe(CONTENT, compact=True).lanes
    assert drip.state(0.5, STATE) == "no difference seen yet"
    assert drip.state(24, STATE) == "the largest measured"
    assert drip.state(168, STATE) == "smaller than its largest"
    assert drip.state(240, STATE) == drip.state(672, STATE) == "no longer clear"
    assert spray.state(24, STATE) == "smaller than its largest"
    assert spray.state(1344, STATE) == "doses go on"
    assert tablets.state(24, STATE) == "no difference seen yet"
    assert tablets.state(672, STATE) == "time to judge"


def test_first_screen_shows_one_series_a_treatment() -> None:
    compact = figures.onset(CONTENT, compact=True)
    first = {lane: next(series.id for series in CONTENT.series if series.lane == lane) for lane in LANES}
    assert drawn_in(picture(CONTENT, "overview")) == [finding for finding, *_ in charted(compact)]
    assert set(drawn_in(picture(CONTENT, "overview"))) == {
        m.finding for m in CONTENT.marks if m.series in first.values()
    }
    assert compact.height < figures.onset(CONTENT).height


def test_no_lane_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="lanes must be some of"):
        figures.onset(CONTENT, lanes=())


def test_one_dose_draws_its_rows_and_nothing_in_between() -> None:
    rows = [row for row in CONTENT.one_dose if row.kind == "point"]
    for shape in ("wide", "narrow"):
        drawing = picture(CONTENT, "one-dose", shape)
        assert drawn_in(drawing) == [row.finding for row in rows]
        texts = [text.text for text in ElementTree.fromstring(drawing).iter(f"{SVG}text")]
        findings = [CONTENT.findings[row.finding] for row in rows]
        people = [CONTENT.numbers.whole(one.size, half_up=False) for one in findings if one.unit == "per 100"]
        assert set(people) <= set(texts)
        # Standard units say nothing about people: of them the shape alone is drawn.
        assert not {str(one.size) for one in findings if one.size % 1} & set(texts)
        assert not any("-" in (text or "") or "−" in (text or "") for text in texts)
        assert "no longer clear: days 10 to 12" in texts
    shown = {row["Number"] for row in figures.one_dose(CONTENT).table}
    assert shown == {CONTENT.numbers.shown(CONTENT.findings[row.finding]) for row in CONTENT.one_dose}


@pytest.mark.parametrize(
    "figure", [figures.onset(CONTENT), figures.onset(CONTENT, compact=True), figures.one_dose(CONTENT)]
)
def test_figure_has_its_words_its_numbers_and_its_sources(figure: Figure) -> None:
    assert figure.alt
    assert figure.words.how
    assert figure.words.limits
    assert len(figure.fields) == len(figure.table)
    assert {row["address"] for row in figure.fields} <= {CONTENT.sources[key].address for key in figure.sources}
    assert not {"", "None", "nan"} & {cell for row in figure.table for cell in row.values()}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_whole_and_has_the_ink_of_its_page(name: str) -> None:
    for shape in ("wide", "narrow"):
        drawn = picture(CONTENT, name, shape)
        root = ElementTree.fromstring(drawn)
        assert root.attrib["aria-label"]
        assert root.attrib["fill"] == "currentColor"
        assert "prefers-color-scheme" not in drawn
        colours = {part.attrib[name] for part in root.iter() for name in ("fill", "stroke") if name in part.attrib}
        assert colours <= {*COLOURS.values(), GREY, "currentColor", "none"}
        assert all("font-size" not in part.attrib for part in root.iter() if part is not root)


def test_a_picture_to_keep_needs_no_page() -> None:
    drawing = on_paper(CONTENT, "one-dose").svg
    sheet = next(iter(ElementTree.fromstring(drawing)))
    assert sheet.tag == f"{SVG}rect"
    assert sheet.attrib["fill"] == paper.PAPER
    assert "currentColor" not in drawing


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance of '#RRGGBB'."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_follows_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_a_saved_picture_is_readable_on_its_own_paper() -> None:
    """On screen the style sheet colours the text; the picture has what the figure itself says."""
    assert contrast(paper.INK, paper.PAPER) >= 7
    assert all(contrast(colour, paper.PAPER) >= 3 for colour in COLOURS.values())
    for scale in PANELS:
        chart = figures.onset(CONTENT, scale).plot
        assert chart is not None
        assert chart.layout.paper_bgcolor == paper.PAPER
        texts = [chart.layout.font, chart.layout.xaxis.tickfont]
        assert {font.color for font in texts} == {paper.INK}
        assert all(one.font.size >= 12 for one in chart.layout.annotations)


@pytest.mark.parametrize("name", COLOURS)
def test_colours_stand_out_on_both_backgrounds(name: Arm) -> None:
    from explainer.loading.assets import CONTENT

    theme = tomllib.loads((CONTENT.parent / ".streamlit" / "config.toml").read_text())["theme"]
    for mode in ("light", "dark"):
        assert contrast(COLOURS[name], theme[mode]["backgroundColor"]) >= 3
        assert contrast(theme[mode]["textColor"], theme[mode]["backgroundColor"]) >= 7
        assert contrast(theme[mode]["linkColor"], theme[mode]["backgroundColor"]) >= 4.5
        assert contrast(theme[mode]["linkColor"], theme[mode]["secondaryBackgroundColor"]) >= 4.5
        assert contrast(theme[mode]["borderColor"], theme[mode]["backgroundColor"]) >= 3


def test_download_has_plain_whole_columns() -> None:
    rows = pd.read_csv(BytesIO(figures.onset(CONTENT).csv), dtype=str)
    given = {CONTENT.findings[mark.finding].treatment for mark in CONTENT.marks}  # some counted every antidepressant
    assert set(rows["treatment"]) == {CONTENT.labels["treatment"][one] for one in given}
    assert set(rows["treatment_code"]) == given
    assert list(rows["drawn"]) == [row["In the drawing"] for row in figures.onset(CONTENT).table]
    assert len(set(rows.columns)) == len(rows.columns)
    assert ".0," not in rows[["treatment", "n", "source"]].to_csv(index=False)


def test_the_words_do_not_say_of_a_sign_that_it_comes_from_other_people_where_it_does_not() -> None:
    for lane in describe(CONTENT).lanes:
        drawn = {CONTENT.findings[point.finding].source for strip in lane.strips for point in strip.points}
        signs = {CONTENT.findings[finding].source for note in lane.notes for finding in note.findings}
        if drawn & signs:  # the tablets: the difference at week one is that of the points
            assert "and come from other people" not in CONTENT.figure_words["onset"].how
