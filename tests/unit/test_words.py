"""Words stand in the content, once for each code, and none of them is taken for HTML."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from explainer import markup, search
from explainer.draw import dot_plot, figures, icon_array
from explainer.draw.pictures import PICTURES, picture
from explainer.library import Library
from explainer.loading.assets import CONTENT as REAL
from explainer.loading.checks import scenes
from explainer.loading.labels import LABELLED, looks_wrong, unlabelled
from explainer.loading.loader import library, read
from explainer.loading.reading import ContentError
from explainer.loading.tables import TABLES
from explainer.model import SceneFigure, SideEffect, Treatment
from explainer.numbers import Cells
from explainer.outline import PAGES, outline
from explainer.outputs import slides, static_copy, visit_sheet
from explainer.results import Line
from explainer.texts import Texts

CONTENT = library()
TAG = "<b>x</b>"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the content, to change."""
    root = tmp_path / "content"
    shutil.copytree(REAL, root, ignore=shutil.ignore_patterns("*.ttf", "*.woff2"))
    return root


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert re.search(old, text), f"{path.name} holds no {old}"
    path.write_text(re.sub(old, new, text, count=1), "utf-8")


def mistakes(root: Path) -> tuple[str, ...]:
    with pytest.raises(ContentError) as caught:
        read(root)
    return caught.value.problems


# --- a word for each code --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("table", "code"), [(table, code) for table, known in LABELLED.items() for code in known])
def test_a_code_without_a_word_is_a_mistake_of_the_content(table: str, code: str) -> None:
    words = {name: word for name, word in CONTENT.labels[table].items() if name != code}
    found = list(unlabelled({**CONTENT.labels, table: Texts("", words)}, "labels.toml"))
    assert found == [f"labels.toml, [{table}]: the code '{code}' has no words; add them"]


def test_the_check_of_the_content_finds_both(copied: Path) -> None:
    change(copied / "en" / "labels.toml", "(?m)^seen = .*\n", "")
    assert any("the code 'seen' has no words" in problem for problem in mistakes(copied))


def test_a_word_for_no_code_is_a_mistake_too(copied: Path) -> None:
    change(copied / "en" / "labels.toml", r"\[verdict\]\n", '[verdict]\nbeter = "better"\n')
    assert any("'beter' is no code; did you mean 'better'?" in problem for problem in mistakes(copied))


def test_every_treatment_has_one_look_and_no_two_are_alike() -> None:
    looks = list(CONTENT.treatments.values())
    assert not list(looks_wrong(looks))
    assert "has 0 rows" in " ".join(looks_wrong(looks[1:]))
    alike = [replace(looks[0], colour=looks[1].colour), *looks[1:]]
    assert "field 'colour'" in " ".join(looks_wrong(alike))


@pytest.mark.parametrize("treatment", [code for code in CONTENT.treatments if code != "control"])
def test_a_rate_of_any_treatment_can_be_drawn(treatment: Treatment) -> None:
    trial = CONTENT.trials[0]
    finding = replace(CONTENT.findings[trial.finding], treatment=treatment)
    drawn = dot_plot.scaled([Line(trial, finding, CONTENT)], "", dot_plot.RATES, CONTENT)
    look = CONTENT.treatments[finding.treatment]
    assert CONTENT.labels["treatment"][treatment] in drawn
    assert f'class="dot {look.shape}"' in drawn
    assert look.colour in drawn
    assert f".dot.{look.shape} " in dot_plot.STYLE.read_text("utf-8")


# --- scenes of a talk ------------------------------------------------------------------------------------------


def scene_of(figure: SceneFigure, *rows: str) -> Library:
    """The content with one scene of its talk that draws ``rows`` as ``figure``."""
    scene = replace(CONTENT.scenes["ect"], figure=figure, rows=rows)
    return replace(CONTENT, scenes={**CONTENT.scenes, "ect": scene})


def wrong(figure: str, *rows: str) -> str:
    return " ".join(scenes.wrong(figure, [CONTENT.rates[name] for name in rows], CONTENT))


def test_a_pair_of_a_spray_row_has_the_sprays_name_and_colour() -> None:
    row = next(trial.finding for trial in CONTENT.trials if trial.finding == "popova_response")
    assert not wrong("pairs", row)
    talk = slides.slides("full", scene_of("pairs", row))
    scene = talk[talk.index('data-id="ect"') :].split("</section>")[0]
    assert CONTENT.labels["treatment"]["esketamine_nasal"] in scene
    assert "<em>esketamine ▲" in scene or "no clear difference" in scene
    assert CONTENT.treatments["esketamine_nasal"].colour in scene
    assert CONTENT.treatments["ketamine_iv"].colour not in scene
    assert not re.search(r"\bketamine [▲▼]", scene)


def test_differences_stand_on_one_scale_on_the_side_of_zero_that_they_are_on() -> None:
    talk = slides.slides("full", scene_of("differences", "lii_points", "karma_points"))
    scene = talk[talk.index('data-id="ect"') :].split("</section>")[0]
    (zero,) = set(re.findall(r"--zero:([\d.]+)%", scene))
    points = [float(at) for at in re.findall(r'class="point" style="left:([\d.]+)%', scene)]
    bars = [(float(left), float(width)) for left, width in re.findall(r"left:([\d.]+)%;width:([\d.]+)%", scene)]
    assert len(points) == len(bars) == 2
    assert points[0] < points[1] < float(zero)  # both better on ketamine, the first by more
    assert all(left < at < left + width for at, (left, width) in zip(points, bars, strict=True))
    assert all(left + width > float(zero) for left, width in bars)  # and both perhaps by chance
    for name in ("lii_points", "karma_points"):
        row = CONTENT.findings[name]
        assert CONTENT.numbers.with_interval(row.value, row.low, row.high) in scene
        assert row.comparator in scene


def test_crowds_draw_the_rows_of_their_scene() -> None:
    both = icon_array.crowds(CONTENT, CONTENT.crowd_rows)
    one = icon_array.crowds(CONTENT, CONTENT.crowd_rows[:1])
    assert len(both) == len(one) + 1 == len(CONTENT.crowd_rows) + 1
    talk = slides.slides("full", scene_of("crowds", CONTENT.crowd_rows[1]))
    scene = talk[talk.index('data-id="ect"') :].split("</section>")[0]
    assert scene.count('class="count"') == 2
    assert CONTENT.interface["crowds"]["after_wilkinson_midazolam"] not in scene


UNDRAWABLE = {
    "a side effect as bars": ("bars", ["esk_dissociation"], "is a side effect"),
    "bars of two outcomes": ("bars", ["han_24h", "han_rem_24h"], "differ in 'outcome'"),
    "a pair of a finding that no trial tested": ("pairs", ["cochrane_midazolam_untested"], "no row in trials.csv"),
    "a pair without a comparison": ("pairs", ["han_24h"], "has no comparison"),
    "pairs of both kinds": ("pairs", ["anand_response", "esk_dissociation"], "stand on one scene"),
    "pairs of points": ("pairs", ["kishimoto_peak"], "is no rate per 100"),
    "a difference without its interval": ("differences", ["lii_start"], "no difference in points with its interval"),
    "a difference that is a rate": ("differences", ["anand_response"], "no difference in points with its interval"),
    "differences on two scales": ("differences", ["lii_points", "kishimoto_peak"], "differ in 'unit'"),
    "a difference that is a side effect": ("differences", ["esk_dissociation"], "'differences' shows findings"),
    "a crowd of a side effect": ("crowds", ["esk_dissociation"], "'crowds' shows findings"),
    "a crowd without words": ("crowds", ["anand_response"], "the text 'after_anand_response' is missing"),
}


@pytest.mark.parametrize("case", UNDRAWABLE)
def test_a_scene_that_cannot_be_drawn_is_a_mistake_of_the_content(case: str) -> None:
    figure, names, expected = UNDRAWABLE[case]
    rates = {**CONTENT.rates, "cochrane_midazolam_untested": replace(CONTENT.findings["anand_response"], id="untested")}
    assert expected in " ".join(scenes.wrong(figure, [rates[name] for name in names], CONTENT))


def test_the_check_of_the_content_finds_such_a_scene(copied: Path) -> None:
    topic = copied / "en" / "topics" / "07-how-well-it-works.md"
    change(topic, r'rows = \["anand_response", "ekstrand_remission"\]', 'rows = ["han_24h"]')
    assert any("'han_24h' has no comparison" in problem for problem in mistakes(copied))


# --- numbers ---------------------------------------------------------------------------------------------------


def test_a_number_is_printed_in_one_way() -> None:
    say = CONTENT.numbers
    assert say.number(Decimal("-7.31")) == "−7.31"
    assert say.signed(Decimal("3.2")) == "+3.2"
    assert say.interval(Decimal("-2"), Decimal("3")) == "(−2 to 3)"
    assert say.count(6630) == "6,630"
    assert [say.people(n) for n in (1, 40, None)] == ["1 person", "40 people", "number of people not stated"]
    assert say.whole(Decimal("0.4"), half_up=True) == "fewer than 1"
    assert say.whole(Decimal("0.0"), half_up=True) == "none"
    half = Cells(replace(CONTENT.findings["wilkinson_midazolam"], value=Decimal("46.5"), control=Decimal("17.5")), say)
    assert [half.helped, half.control_helped, half.whole, half.control_whole] == ["46", "18", "47", "17"]
    assert [say.date(date) for date in ("2019-03-05", "2022-12", "1970")] == ["5 March 2019", "December 2022", "1970"]


def test_another_language_has_its_own_signs(copied: Path) -> None:
    for name, sign in (("decimal", ","), ("thousands", ".")):
        change(copied / "en" / "interface.toml", rf'(?m)^{name} = ".*"$', f'{name} = "{sign}"')
    content = read(copied)
    assert content.numbers.number(Decimal("52.2")) == "52,2"
    assert content.numbers.count(6630) == "6.630"
    row = content.rates["iv_bp_sessions"]  # a number that prose asks for, too
    assert isinstance(row, SideEffect)
    sessions = f"{row.active_n:,}".replace(",", ".")
    assert "." in sessions
    assert any(sessions in topic.body for topic in content.topics)


# --- markup ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The content with a tag in every cell of words."""
    root = tmp_path_factory.mktemp("tagged") / "content"
    shutil.copytree(REAL, root, ignore=shutil.ignore_patterns("*.ttf", "*.woff2"))
    for name, table in TABLES.items():
        columns = set(table.words) - set(table.key)
        path = root / "en" / "data" / f"{name}.csv"
        if not columns or table.own_rows:
            continue
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {column: f"{cell}{TAG}" if column in columns and cell else cell for column, cell in row.items()}
            for row in rows
        )
        path.write_text(out.getvalue(), "utf-8")
    synonyms = root / "en" / "data" / "synonyms.csv"  # some lead to a rule or a question by its words
    text = re.sub(r"(?:precaution|question):[\w-]+", "crisis", synonyms.read_text("utf-8"))
    synonyms.write_text(text, "utf-8")
    return read(root)


def pieces(content: Library) -> Iterator[tuple[str, str]]:
    """Everything that is handed out as HTML, with its name."""
    yield "copy", static_copy.page(content)
    for talk in content.talks:
        yield f"talk {talk}", slides.slides(talk, content)
    for name in PICTURES:
        yield name, picture(content, name)
    sheet = visit_sheet.Sheet(content.checklist, (TAG,), content.tellings, TAG, content.questions, TAG)
    yield from (("sheet", visit_sheet.as_html(part)) for part in visit_sheet.parts(sheet, content))
    for hit in search.search(content, "bladder").hits:
        yield "search", hit.title + hit.excerpt
    for figure in (figures.onset(content), figures.one_dose(content)):
        yield "table", markup.table(figure.table, "")
    for page in PAGES:
        assert outline(page, content)


def test_a_tag_in_a_row_is_text_everywhere(tagged: Library) -> None:
    seen = 0
    for name, html in pieces(tagged):
        assert not re.search(r"<b>x|<b&gt;", html), name
        seen += html.count("&lt;b&gt;x")
    assert seen > 500
