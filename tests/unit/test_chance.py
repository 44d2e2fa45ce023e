"""A trial that is run again: the runs are those of its own rates, and what is said of them is so."""

import html
import json
import re
from dataclasses import replace
from math import comb, sqrt

import pytest

from explainer.chance import ENOUGH, MOST, Design, Run, designs, telling
from explainer.draw import chance
from explainer.loading.loader import library
from explainer.outputs import slides

CONTENT = library()
DESIGNS = designs(CONTENT)
MANY = 10_000


@pytest.mark.parametrize("name", DESIGNS)
def test_the_mean_of_many_runs_is_what_the_trial_found(name: str) -> None:
    design = DESIGNS[name]
    (n, control_n), (rate, control) = design.sizes, design.chances
    error = 100 * sqrt((rate * (1 - rate) / n + control * (1 - control) / control_n) / MANY)
    runs = design.runs(1, MANY)
    assert sum(map(design.difference, runs)) / MANY == pytest.approx(100 * (rate - control), abs=4 * error)
    assert 100 * (rate - control) == pytest.approx(float(design.line.difference or 0), abs=0.3)


def without_gap(design: Design) -> float:
    """The share of all possible runs in which the treated group does no better: exact, from two binomials."""
    (n, control_n), (rate, control_rate) = design.sizes, design.chances

    def chances(people: int, each: float) -> list[float]:
        return [comb(people, at) * each**at * (1 - each) ** (people - at) for at in range(people + 1)]

    return sum(
        chance * other
        for count, chance in enumerate(chances(n, rate))
        for other_count, other in enumerate(chances(control_n, control_rate))
        if count * control_n <= other_count * n
    )


@pytest.mark.parametrize("same", [False, True])
@pytest.mark.parametrize("name", DESIGNS)
def test_the_share_of_runs_without_a_gap_is_the_exact_one(name: str, same: bool) -> None:
    design = replace(DESIGNS[name], same=same)
    exact = without_gap(design)
    found = sum(design.difference(run) <= 0 for run in design.runs(2, MANY)) / MANY
    assert found == pytest.approx(exact, abs=4 * sqrt(exact * (1 - exact) / MANY) + 1e-3)


def test_only_trials_whose_counts_are_printed_are_run_again() -> None:
    with_both = {row.finding for row in CONTENT.trials if row.arm_n and row.control_n}
    assert set(DESIGNS) < with_both
    assert {"lii_day1", "reif_remission"} <= set(DESIGNS)
    assert DESIGNS["lii_day1"].sizes == (20, 20)
    # Two trials in one; and rates that are not those of the groups beside them.
    assert not {"turkoz_day2", "ochsross_response", "popova_response", "fedgchin_resp_56"} & set(DESIGNS)
    for design in DESIGNS.values():
        assert design.real == pytest.approx(float(design.line.difference or 0), abs=0.3)


def test_a_seed_gives_the_same_runs_and_more_of_them_begin_with_these() -> None:
    design = DESIGNS["lii_day1"]
    assert design.runs(7, ENOUGH) == design.runs(7, MOST)[:ENOUGH]
    assert design.runs(7, ENOUGH) != design.runs(8, ENOUGH)


def test_twenty_runs_make_plain_why_one_trial_is_unclear_and_the_other_is_not() -> None:
    small, large = telling(CONTENT)
    assert (small.line.verdict, large.line.verdict) == ("no clear difference", "better")
    assert sum(small.sizes) < 50 < sum(large.sizes)
    said = {design: chance.in_words(design, design.runs(1, ENOUGH), CONTENT) for design in (small, large)}
    assert "fewer of 100" in said[small]  # it goes to both sides
    assert "fewer of 100" not in said[large]
    assert "did no better" in said[small]


def test_what_is_said_of_the_runs_is_what_they_are() -> None:
    design = DESIGNS["lii_day1"]
    runs = [Run(10, 10)] * 19 + [Run(12, 10)]
    said = chance.in_words(design, runs, CONTENT)
    assert "12 of 20 were much better with ketamine, and 10 of 20 with" in said
    assert "from no more of 100 to 10 more of 100" in said
    assert "In 19 of them" in said
    both = chance.in_words(replace(design, same=True), runs, CONTENT)
    assert "1 of 20 runs showed a gap as large" in both
    assert "runs the result" not in chance.in_words(design, runs[:19], CONTENT)


@pytest.mark.parametrize("name", DESIGNS)
def test_each_run_is_one_dot_and_each_person_another(name: str) -> None:
    design = DESIGNS[name]
    runs = design.runs(3, MOST)
    pile = chance.strip(design, runs, CONTENT)
    assert pile.count('class="one') == MOST
    assert pile.count("one new") == 1
    assert chance.people(design, runs[-1], CONTENT).count("<img") == 2


def test_in_a_room_what_the_speaker_says_of_the_runs_is_so() -> None:
    """In twenty runs the gap of the small trial comes, goes and turns round; that of the large one stays."""
    small, large = (DESIGNS[row] for row in CONTENT.scenes["chance"].rows)
    found = [[design.difference(run) for run in design.runs(slides.SEED, ENOUGH)] for design in (small, large)]
    assert sum(small.sizes) < sum(large.sizes) / 10
    assert min(found[0]) < 0 < max(found[0])
    assert min(found[1]) > 0


def test_in_a_room_there_is_a_text_for_each_number_of_runs() -> None:
    drawn = str(slides.slides("full", CONTENT))
    said = [json.loads(html.unescape(found)) for found in re.findall(r'data-said="([^"]*)"', drawn)]
    assert len(said) == len(CONTENT.scenes["chance"].rows)
    assert {len(texts) for both in said for texts in both} == {slides.MOST_RUNS + 1}
    assert all(f"{ENOUGH} runs" in texts[ENOUGH] for both in said for texts in both)
