"""The options side by side: equal detail, each number beside its own comparison, and mistakes told by file and row."""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from statistics import median

import pytest

from explainer import prose
from explainer.draw import option_grid
from explainer.loading.assets import CONTENT as REAL
from explainer.loading.loader import library, read
from explainer.loading.reading import ContentError
from explainer.model import Option
from explainer.outline import outline
from explainer.outline.blocks import Blocks, Group, Markup
from explainer.outputs import static_copy
from tests.support.reading_age import grade

CONTENT = library()
SECOND_COPY = list(csv.DictReader((Path(__file__).parent / "options.csv").read_text(encoding="utf-8").splitlines()))
OPTIONS = pytest.mark.parametrize("option", CONTENT.options, ids=lambda option: option.id)


def words_of(option: Option) -> str:
    return " ".join(f"{cell.lead}. {cell.words}" for cell in CONTENT.option_cells if cell.option == option.id)


# --- numbers ---------------------------------------------------------------------------------------------------


def test_each_number_equals_a_second_copy_that_was_typed_on_its_own() -> None:
    assert [row["id"] for row in SECOND_COPY] == [one.id for one in CONTENT.option_numbers]
    for row, one in zip(SECOND_COPY, CONTENT.option_numbers, strict=True):
        assert (one.source, one.confidence) == (row["source"], row["read"]), one.id
        for name in ("value", "low", "high", "control", "n"):
            printed = Decimal(row[name]) if row[name] else None
            assert getattr(one, name) == printed, (one.id, name)


def test_the_price_of_a_course_is_that_of_its_visits() -> None:
    one = {number.id: number for number in CONTENT.option_numbers}
    assert one["oxford_course"].value == one["oxford_drip"].value * (1 + one["drip_visits"].value)
    for end in ("low", "high"):
        each, visits = getattr(one["oxford_spray"], end), one["spray_visits"].value
        assert getattr(one["oxford_spray_course"], end) == each * visits


def test_a_half_is_rounded_against_the_treatment() -> None:
    cells = {(cell.option, cell.row): f"{cell.lead} {cell.words}" for cell in CONTENT.option_cells}
    assert CONTENT.numbers.whole(Decimal("46.5"), half_up=False) == "46"
    assert "25 of 100 well, against 15" in cells["add", "helped"]  # 25.4 and 15.2
    assert "23 of 100 too restless to sit still, against 4" in cells["add", "harms"]  # 23.1 and 4.5


def test_prose_of_the_cells_holds_no_figure_of_its_own() -> None:
    """A digit stands in a row; small counts that a sentence explains stand in words."""
    path = REAL / "en" / "data" / "option_cells.csv"
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        text = re.sub(r"\{[^{}]*\}|\[@[^\]]*\]", " ", f"{row['lead']} {row['words']}")
        text = re.sub(r"than 1 of 100|of 100\b|\bday 2\b|under 65|score of 63", " ", text)
        assert not re.findall(r"\d+", text), row


def test_no_cell_holds_options_against_each_other_but_trials_that_did() -> None:
    """Only trials that gave both may name two options in one sentence: ECT and the drip."""
    others = {"drip": "spray|TMS|CBT", "spray": "drip|ECT|TMS|CBT", "tms": "drip|spray|ECT|CBT", "talk": "drip|ECT|TMS"}
    for cell in CONTENT.option_cells:
        if cell.row in ("helped", "harms") and cell.option in others:
            said = prose.plain(f"{cell.lead} {cell.words}").replace("dummy spray", "")
            assert not re.search(rf"\b(?:{others[cell.option]})\b", said), cell


# --- words -----------------------------------------------------------------------------------------------------


@OPTIONS
def test_each_option_reads_at_grade_eight_or_below(option: Option) -> None:
    assert grade(words_of(option)) <= 8


def test_relatives_and_what_matters_read_at_grade_seven_or_below() -> None:
    assert grade(" ".join(row.words for row in CONTENT.relatives)) <= 7
    assert grade(". ".join(row.words for row in CONTENT.matters) + ".") <= 7
    assert 5 <= len(CONTENT.matters) <= 7


def test_options_get_equal_detail() -> None:
    lengths = {option.id: len(prose.plain(words_of(option)).split()) for option in CONTENT.options}
    middle = median(lengths.values())
    assert all(0.6 <= length / middle <= 1.5 for length in lengths.values()), lengths


def test_nothing_is_promised_or_advised() -> None:
    said = prose.plain(" ".join(map(words_of, CONTENT.options)))
    assert not re.search(r"\b(?:cure|miracle|best|should|recommend\w*|safe)\b", said, re.IGNORECASE)


# --- the drawing -----------------------------------------------------------------------------------------------


def test_every_cell_stands_on_the_screen_on_paper_and_in_the_copy() -> None:
    grid, sheets, copy = option_grid.grid(CONTENT), option_grid.sheets(CONTENT), static_copy.page(CONTENT)
    count = len(CONTENT.options) * len(option_grid.ROWS)
    for drawn in (grid, sheets):
        assert drawn.count("<td class=") == count
    assert Counter(option.sheet for option in CONTENT.options) == {"1": 4, "2": 4}
    assert sheets.count("<table>") == 2
    for option in CONTENT.options:
        assert copy.count(f'data-option="{option.name}"') == 2 * len(option_grid.ROWS)


def test_people_are_drawn_wherever_a_first_line_holds_two_groups_beside_each_other_and_are_those_of_its_words() -> None:
    grid, sheets = option_grid.grid(CONTENT), option_grid.sheets(CONTENT)
    drawn = 0
    for cell in CONTENT.option_cells:
        said = re.findall(r"\b\d+(?= of 100)|(?<=against )\d+|\b\d+(?= if | on another)", prose.plain(cell.lead))
        (html,) = re.findall(rf'<tr class="r-{cell.row}">.*?(<td class="o o-{cell.option}".*?</td>)', grid)
        people = re.findall(r'<img class="hundred" alt="" data-people="(\d+)"', html)
        assert people == (said if len(said) == 2 else []), cell
        drawn += len(people)
    assert drawn >= 20
    assert "<img" not in sheets


def test_three_options_stand_side_by_side_until_a_reader_chooses() -> None:
    assert sorted(option.shown for option in CONTENT.options if option.shown) == ["1", "2", "3"]


def test_what_we_know_from_a_summary_says_so_beside_its_source() -> None:
    grid, mark = option_grid.grid(CONTENT), f"<em>{CONTENT.interface['options']['summary']}</em>"
    assert grid.count(mark) == sum(len(cell.second_hand or ()) for cell in CONTENT.option_cells) > 0


def test_weights_mark_the_rows_that_speak_to_them_and_nothing_else() -> None:
    assert option_grid.style({}, CONTENT) == option_grid.style({"soon": "little"}, CONTENT) == ""
    style = option_grid.style({"soon": "much", "cost": "little"}, CONTENT)
    assert ".mine-soon-much" in style
    assert ".r-soon" in style
    assert "cost" not in style
    assert ".r-where" not in style
    said = option_grid.said({"soon": "much"}, CONTENT)
    assert CONTENT.labels["option_row"]["soon"] in said
    assert CONTENT.labels["option_row"]["where"] not in said


def _drawn(blocks: Blocks) -> Iterator[str]:
    """The HTML of blocks and of the groups in them."""
    for block in blocks:
        if isinstance(block, Markup):
            yield block.html
        elif isinstance(block, Group):
            yield from _drawn(block.blocks)


def test_references_of_the_grid_open_beside_the_page() -> None:
    grids = list(_drawn(outline("choose", CONTENT)))
    assert option_grid.grid(CONTENT) in grids
    for link in re.findall(r"<a [^>]*>", "".join(grids)):
        assert 'target="_blank" rel="noopener"' in link


# --- mistakes --------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path: Path) -> Callable[[str, str, str], str]:
    """What is said of the content with one text of a file changed."""

    def change(name: str, old: str, new: str) -> str:
        root = tmp_path / "content"
        shutil.copytree(REAL, root, ignore=shutil.ignore_patterns("*.ttf", "*.woff2"))
        path = root / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(ContentError) as caught:
            read(root)
        return "\n".join(caught.value.problems)

    return change


MISTAKES = {
    "a cell that is missing": (
        "data/option_cells.csv",
        "tms,soon,cited,\n",
        "",
        "'tms' has 0 rows for 'soon'; give it one|has no such row",
    ),
    "an option that there is not": ("data/option_cells.csv", "tms,soon,", "tsm,soon,", "'tsm, soon' is missing|'tsm'"),
    "a source that there is not": (
        "en/data/option_cells.csv",
        "[@borders_ect]",
        "[@border_ect]",
        "the source 'border_ect' is not in content/sources.toml; did you mean 'borders_ect'",
    ),
    "a summary that is not marked": (
        "data/option_cells.csv",
        "drip,helped,cited,jelovac2025",
        "drip,helped,cited,",
        r"\(drip, helped\), field 'second_hand': 'karma_remission' is known from a summary; type jelovac2025",
    ),
    "a cited cell without a source": (
        "en/data/option_cells.csv",
        "after every two treatments [@borders_ect].",
        "after every two treatments.",
        r"\(ect, soon\), field 'known': 'cited' does not fit its 0 sources",
    ),
    "a number that nothing uses": (
        "en/data/option_cells.csv",
        "{davies_paid.value}",
        "nine",
        "nothing uses the row 'davies_paid'",
    ),
    "a row that there is not": ("data/matters.csv", "soon,soon", "soon,sooon", "field 'rows': 'sooon' is no row"),
    "a thing to tell without its words": (
        "en/data/tellings.csv",
        "ci_iv_stroke,I have had a stroke\n",
        "",
        "'A stroke' cannot be told; add a row 'ci_iv_stroke'",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_names_its_file_its_row_and_what_to_type(case: str, broken: Callable[[str, str, str], str]) -> None:
    name, old, new, expected = MISTAKES[case]
    said = broken(name, old, new)
    assert re.search(expected, said), said
