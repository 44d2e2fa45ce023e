"""What phones are asked is what the talk then shows, in words of its own."""

import re
import shutil
from pathlib import Path

import pytest

from explainer import ballot
from explainer.draw import icon_array
from explainer.loading.assets import CONTENT as REAL
from explainer.loading.loader import library, read
from explainer.loading.reading import ContentError

CONTENT = library()
ASKED = ballot.questions(CONTENT)


def test_each_crowd_is_asked_for_and_the_measured_number_is_the_one_that_is_drawn() -> None:
    drawn = icon_array.crowds(CONTENT, CONTENT.crowd_rows)
    assert [one.value for one in ASKED] == [crowd.value for crowd in drawn]
    assert [CONTENT.interface["crowds"][f"after_{one.id}"] for one in ASKED] == [crowd.label for crowd in drawn]
    for one in ASKED:
        assert one.low <= one.value <= one.high
        assert one.text.endswith("?")


def test_the_interval_is_that_of_the_row_and_of_the_treated_group_both_together() -> None:
    rows = [CONTENT.findings[name] for name in CONTENT.crowd_rows]
    treated, *others = ASKED
    assert {treated.low, treated.high} <= {end for row in rows for end in (row.low, row.high)}
    assert all(treated.low <= row.low and row.high <= treated.high for row in rows if row.low and row.high)
    assert [(one.low, one.high) for one in others] == [(row.control_low, row.control_high) for row in rows]


def test_what_the_speaker_says_of_the_ranges_is_what_the_screen_counts_by() -> None:
    said = [scene.spoken[-2] for scene in CONTENT.scenes.values() if scene.figure == "guess"][-1]
    for one in ASKED:
        assert f"{one.low} to {one.high}" in said


@pytest.mark.parametrize("crowd", [one.id for one in ASKED])
def test_a_crowd_without_a_question_is_a_mistake_of_the_content(crowd: str, tmp_path: Path) -> None:
    root = tmp_path / "content"
    shutil.copytree(REAL, root, ignore=shutil.ignore_patterns("*.ttf", "*.woff2"))
    path = root / "en" / "interface.toml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf"(?m)^ask_{crowd} =", "another =", text), "utf-8")
    with pytest.raises(ContentError) as caught:
        read(root)
    (problem,) = caught.value.problems
    assert f"'ask_{crowd}' is missing" in problem
    assert "interface.toml" in problem
