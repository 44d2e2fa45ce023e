"""Each figure holds its table's numbers, draws what a reader chose, and can be told apart without colour."""

import base64
from itertools import combinations

import numpy as np
import pytest

from explainer.draw import figures
from explainer.draw.figures import COLOURS, LANES, SYMBOLS, Figure
from explainer.draw.pictures import PICTURES, fingerprint, picture
from explainer.loading.loader import library

CONTENT = library()
EVERY_CHOICE = [lanes for size in (1, 2, 3) for lanes in combinations(LANES, size)]


def points(figure: Figure) -> list[tuple[float, str]]:
    """(x, symbol) of every mark that is drawn, as the browser gets it."""
    drawn = []
    for trace in figure.plot.to_dict()["data"]:
        if "markers" in trace["mode"]:
            x = trace["x"]
            if isinstance(x, dict):  # plotly packs arrays
                x = np.frombuffer(base64.b64decode(x["bdata"]), dtype=x["dtype"]).tolist()
            symbols = trace["marker"]["symbol"]
            symbols = [symbols] * len(x) if isinstance(symbols, str) else symbols
            drawn += list(zip(x, symbols, strict=True))
    return drawn


@pytest.mark.parametrize("scale", ["log", "true"])
@pytest.mark.parametrize("lanes", EVERY_CHOICE, ids="+".join)
def test_timeline_draws_each_finding_of_the_chosen_lanes_once(
    scale: figures.Scale, lanes: tuple[figures.Lane, ...]
) -> None:
    figure = figures.onset(scale, lanes)
    marks = [mark for lane in lanes for mark in CONTENT.marks if mark.lane == lane]
    assert points(figure) == [(float(mark.hours), SYMBOLS[mark.stage]) for mark in marks]
    assert [row["Finding"] for row in figure.table] == [mark.label for mark in marks]
    assert [row["Number"] for row in figure.table] == [CONTENT.findings[mark.finding].shown for mark in marks]
    assert {row["Treatment"] for row in figure.table} == {CONTENT.lanes[lane].name for lane in lanes}


def test_each_lane_shows_a_start_a_judgement_and_a_null_result() -> None:
    for lane in LANES:
        stages = {mark.stage for mark in CONTENT.marks if mark.lane == lane}
        assert "starts" in stages
        assert stages & {"greatest", "judged"}
        assert "no difference" in stages


def test_first_screen_shows_the_main_marks_only() -> None:
    compact = figures.onset(compact=True)
    assert len(points(compact)) == sum(mark.headline for mark in CONTENT.marks)
    assert compact.height < figures.onset().height


def test_stages_are_told_apart_by_shape() -> None:
    for one, other in combinations(("starts", "greatest", "fades", "grows", "no difference"), 2):
        assert SYMBOLS[one] != SYMBOLS[other]


def test_no_lane_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="lanes must be some of"):
        figures.onset(lanes=())


def test_one_dose_draws_its_rows_and_nothing_in_between() -> None:
    figure = figures.one_dose()
    ids = ["price_day1", "price_day7", "han_24h", "han_72h", "han_7d", "kishimoto_peak"]
    findings = [CONTENT.findings[id] for id in ids]
    assert [x for x, _ in points(figure)] == pytest.approx([float(f.time_hours or 0) / 24 for f in findings])
    values = [value for trace in figure.plot.data for value in trace.y]
    assert values == [float(f.value) for f in findings]
    assert all("lines" not in trace.mode for trace in figure.plot.data)
    assert {row["Number"] for row in figure.table} >= {f.shown for f in findings}


@pytest.mark.parametrize("figure", [figures.onset(), figures.onset(compact=True), figures.one_dose()])
def test_figure_has_its_words_its_numbers_and_its_sources(figure: Figure) -> None:
    assert figure.alt
    assert figure.words.how
    assert figure.words.limits
    assert len(figure.rows()) == len(figure.table)
    assert set(figure.rows()["address"]) <= {CONTENT.sources[key].address for key in figure.sources}
    assert not {"", "None", "nan"} & {cell for row in figure.table for cell in row.values()}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_shows_its_figure_as_it_is_now(name: str) -> None:
    drawn = picture(name)
    assert f"drawn from {fingerprint(name)}<" in drawn, "run: .venv/bin/python tools/draw_pictures.py"
    assert "var(--ink)" in drawn
    assert "rgb(1, 2, 3)" not in drawn


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
    assert contrast(figures.INK, figures.PAPER) >= 7
    assert all(contrast(colour, figures.PAPER) >= 3 for colour in COLOURS.values())
    for figure in (figures.onset(), figures.one_dose()):
        layout = figure.plot.layout
        assert layout.paper_bgcolor == figures.PAPER
        texts = [layout.font, layout.xaxis.tickfont, layout.xaxis.title.font, layout.yaxis.tickfont]
        assert {font.color for font in texts} == {figures.INK}


@pytest.mark.parametrize("name", COLOURS)
def test_colours_stand_out_on_both_backgrounds(name: str) -> None:
    import tomllib

    from explainer.loading.assets import CONTENT

    theme = tomllib.loads((CONTENT.parent / ".streamlit" / "config.toml").read_text())["theme"]
    for mode in ("light", "dark"):
        assert contrast(COLOURS[name], theme[mode]["backgroundColor"]) >= 3
        assert contrast(theme[mode]["textColor"], theme[mode]["backgroundColor"]) >= 7
        assert contrast(theme[mode]["linkColor"], theme[mode]["backgroundColor"]) >= 4.5
        assert contrast(theme[mode]["linkColor"], theme[mode]["secondaryBackgroundColor"]) >= 4.5
        assert contrast(theme[mode]["borderColor"], theme[mode]["backgroundColor"]) >= 3


def test_download_has_plain_whole_columns() -> None:
    rows = figures.onset().rows()
    assert set(rows["treatment"]) == {CONTENT.lanes[lane].name for lane in LANES}
    assert set(rows["treatment_code"]) == {CONTENT.findings[mark.finding].treatment for mark in CONTENT.marks}
    assert set(rows["stage"]) == {mark.stage for mark in CONTENT.marks}
    assert len(set(rows.columns)) == len(rows.columns)
    assert ".0," not in rows[["treatment", "n", "source"]].to_csv(index=False)
