"""A figure that is taken along says by itself what it is, where it comes from and when it was true."""

import re
from xml.etree import ElementTree

import pytest

from explainer import prose
from explainer.asked import FIGURE, NAMES, Asked, asked
from explainer.draw import paper
from explainer.draw.timeline import LANES
from explainer.loading.loader import library
from explainer.outline import PAGES, outline
from explainer.outline.blocks import Block, Columns, Details, FigureNotes, Group, Heading, Slot, TakeAlong
from explainer.outline.figure import FIGURES, alone, figure
from explainer.outputs.saved_figure import ADDRESS, as_svg

CONTENT = library()
SVG = "{http://www.w3.org/2000/svg}"


def named(name: str, **state: str) -> Asked:
    return asked(FIGURE, {"name": name, **state}, CONTENT)


def saved(name: str, **state: str) -> str:
    one = figure(named(name, **state), CONTENT)
    assert one is not None
    return as_svg(one, CONTENT)


def words(svg: str) -> str:
    return " ".join("".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_every_figure_that_a_link_can_name_is_there() -> None:
    assert set(FIGURES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_what_it_is_and_where_it_comes_from(name: str) -> None:
    svg, one = saved(name), figure(named(name), CONTENT)
    assert one is not None
    said = words(svg)
    assert one.title in said
    for line in one.caveat.splitlines():
        assert prose.plain(line) in said  # whoever sees it alone is told how not to read it
    assert one.sources
    for key in one.sources:
        assert CONTENT.sources[key].short in said
    assert CONTENT.dated in said
    assert CONTENT.site.disclaimer in said
    assert svg.count(ADDRESS) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_file_needs_nothing_else_and_is_dark_on_white(name: str) -> None:
    svg = saved(name)
    assert "currentColor" not in svg
    assert "var(" not in svg
    assert "<style" not in svg  # in a slide it would colour what stands beside it
    assert set(re.findall(r'(?:href|src)="([^"]*)"', svg)) <= {f"#{one}" for one in re.findall('id="([^"]*)"', svg)}
    root = ElementTree.fromstring(svg)
    named = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    assert len(named) == len(set(named))
    assert root.attrib["fill"] == paper.INK
    assert root.find(f"{SVG}rect").attrib["fill"] == paper.PAPER  # type: ignore[union-attr]


def test_the_timeline_has_the_scale_and_the_lanes_of_its_link() -> None:
    lanes = CONTENT.labels["treatment"]
    for lane in LANES:
        said = words(saved("timeline", **{lane: "false"}))
        assert [one for one in LANES if f"{lanes[one]}" in said.split("Sources")[0]] == [
            one for one in LANES if one != lane
        ]
    assert saved("timeline", scale="true") != saved("timeline")
    assert saved("timeline", **dict.fromkeys(LANES, "false")) == saved("timeline")  # nothing is no figure


def test_the_trials_are_those_of_the_link() -> None:
    medicine = CONTENT.labels["treatment"]["esketamine_nasal"]
    chosen = saved("trials", medicine=medicine[:1].upper() + medicine[1:])
    whole = {card.lead.trial.trial for card in named("trials").cards(CONTENT)}
    assert all(trial in words(saved("trials")) for trial in whole)
    assert 0 < sum(trial in words(chosen) for trial in whole) < len(whole)
    left_out = saved("trials", without_maker="true")
    assert left_out.count('opacity="0.3"') > 0
    assert CONTENT.interface["alone"]["pale"] in words(left_out)
    for svg, drawn in ((chosen, "a choice"), (left_out, "some left out")):
        assert prose.plain(CONTENT.figure_words["trials"].title) not in words(svg), drawn


@pytest.mark.parametrize("name", ["", "<script>", "nothing", "overview.svg"])
def test_a_name_that_nobody_knows_gets_the_list_of_those_there_are(name: str) -> None:
    here = named(name)
    assert figure(here, CONTENT) is None
    heading, listed = alone(here, CONTENT)
    assert isinstance(heading, Heading)
    assert all(f"name={one})" in str(listed) for one in NAMES)


def taken(block: Block) -> set[str]:
    """The names of the figures that can be taken along from a block."""
    match block:
        case TakeAlong(name, _) | FigureNotes(_, name):
            return {name}
        case Details(_, blocks) | Group(blocks) | Slot(_, blocks):
            return {name for one in blocks for name in taken(one)}
        case Columns(columns):
            return {name for blocks in columns for one in blocks for name in taken(one)}
    return set()


def test_each_figure_can_be_taken_along_from_the_page_that_it_names() -> None:
    for name in NAMES:
        one = figure(named(name), CONTENT)
        assert one is not None
        if name != "trials":  # its place is a live part
            assert name in {found for block in outline(one.page, CONTENT) for found in taken(block)}
        assert one.page in PAGES


def test_each_fact_box_can_be_taken_along() -> None:
    assert {name for name in NAMES if name.startswith("box-")} == {f"box-{box.id}" for box in CONTENT.fact_boxes}
