"""One rule names every result: hand-worked cases, its edges, every row of the content, and what the page says of it."""

import re
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from explainer import prose, results
from explainer.draw import dot_plot
from explainer.loading.assets import CONTENT as REAL
from explainer.loading.loader import library, read
from explainer.loading.reading import ContentError
from explainer.model import Finding, FindingUnit, Trial
from explainer.outputs.static_copy import page
from explainer.results import Line
from explainer.verdicts import FEWEST, difference, disagreement, holds_back, interval, people, verdict

CONTENT = library()
TRIALS = {trial.finding: trial for trial in CONTENT.trials}

# A pair of rates in a hundred people, tested and clear, of which each case changes what it is about.
TRIAL = replace(
    TRIALS["popova_response"],
    test="favours_treated",
    holds_back=None,
    events=None,
    control_events=None,
    arm_n=50,
    control_n=50,
    difference=None,
    difference_low=None,
    difference_high=None,
    ratio_low=None,
    ratio_high=None,
)
RATE = replace(CONTENT.findings["popova_response"], certainty="not graded", n=100)


def result(unit: FindingUnit = "per 100", /, **changes: Any) -> tuple[Trial, Finding]:
    """The pair of rates with a few cells changed; numbers are typed as text."""
    names = set(Trial.__dataclass_fields__)
    numbers = {k: Decimal(v) for k, v in changes.items() if isinstance(v, str) and re.fullmatch(r"-?[\d.]+", v)}
    typed = changes | numbers
    trial = {name: value for name, value in typed.items() if name in names}
    finding = {name: value for name, value in typed.items() if name not in names}
    return replace(TRIAL, **trial), replace(RATE, unit=unit, **finding)


def between(low: str, high: str) -> dict[str, str]:
    """A printed interval of a difference; its middle is of no matter here."""
    return {"difference_low": low, "difference_high": high}


CASES = {
    # Worked by hand from the rule on the evidence page, not from the code.
    "nothing beside it": (result(against="none", test="not_tested"), "not tested"),
    "interval clear of zero": (result(**between("4.1", "40.4")), "better"),
    "interval clear of zero, below": (result(test="favours_comparison", **between("-30", "-2")), "worse"),
    "interval holds zero": (result(test="no_difference", **between("-5.2", "43.6")), "no clear difference"),
    "interval touches zero": (result(test="no_difference", **between("0", "42.5")), "no clear difference"),
    "interval touches zero from below": (result(test="no_difference", **between("-9", "0")), "no clear difference"),
    "interval a hair above zero": (result(**between("0.1", "42.5")), "better"),
    "relapse less often": (result(outcome="relapse", **between("-30", "-2")), "better"),
    "score lower": (result("MADRS points", outcome="depression score", low="-7.31", high="-0.64"), "better"),
    "score touches zero": (
        result("MADRS points", outcome="depression score", test="no_difference", low="-6.88", high="0"),
        "no clear difference",
    ),
    "ratio above one": (result("odds ratio", low="1.01", high="9"), "better"),
    "ratio touches one": (result("odds ratio", low="1.0", high="6.18", test="no_difference"), "no clear difference"),
    "hazard of relapse below one": (result("hazard ratio", low="0.16", high="0.55"), "better"),
    "ratio of two rates, clear": (result(ratio_low="2.1", ratio_high="69.2"), "better"),
    "ratio of two rates, open": (
        result(test="no_difference", ratio_low="0.2", ratio_high="8.2"),
        "no clear difference",
    ),
    "printed interval before the counts": (
        result(test="no_difference", events=40, control_events=10, **between("-1", "60")),
        "no clear difference",
    ),
    "counts, clear": (result(test="not_tested", events=40, control_events=10), "better"),
    "counts, open": (result(test="not_tested", events=26, control_events=25), "no clear difference"),
    "counts, behind": (result(test="not_tested", events=10, control_events=40), "worse"),
    "no interval, a test": (result(), "better"),
    "no interval, a test that found none": (result(test="no_difference"), "no clear difference"),
    "no interval and no test": (result(test="not_tested"), "hint only"),
    "very low certainty": (result(certainty="very low", **between("0.2", "39.4")), "hint only"),
    "very low certainty, and nothing found": (
        result(certainty="very low", test="no_difference", **between("0", "42.5")),
        "no clear difference",
    ),
    "low certainty": (result(certainty="low", **between("0.2", "39.4")), "better"),
    "forty-nine people": (result(arm_n=25, control_n=24), "hint only"),
    "fifty people": (result(arm_n=25, control_n=25), "better"),
    "forty-nine people in the study": (result(arm_n=None, control_n=None, n=49), "hint only"),
    "fifty people in the study": (result(arm_n=None, control_n=None, n=50), "better"),
    "people not stated": (result(arm_n=None, control_n=None, n=None), "better"),
    "few people, and nothing found": (result(arm_n=11, control_n=33, test="no_difference"), "no clear difference"),
    "main goal missed": (result(holds_back="the trial had missed its main goal", **between("2", "28")), "hint only"),
    "tested only for not worse": (result(holds_back="the trial tested only that it is no worse"), "hint only"),
    "one of several": (result(holds_back="it is one of several counts, without a correction"), "hint only"),
    "few people on the worse side": (result(test="favours_comparison", arm_n=20, control_n=20), "hint only"),
}


@pytest.mark.parametrize("case", CASES)
def test_rule_names_the_result(case: str) -> None:
    (trial, finding), expected = CASES[case]
    assert disagreement(trial, finding) is None
    assert verdict(trial, finding) == expected


@pytest.mark.parametrize("trial", CONTENT.trials, ids=lambda trial: trial.finding)
def test_every_row_is_named_by_the_rule_alone(trial: Trial) -> None:
    """The rule again, written the other way round, over what each row holds."""
    finding = CONTENT.findings[trial.finding]
    word, span = verdict(trial, finding), interval(trial, finding)
    if trial.against == "none":
        assert word == "not tested"
    elif span.low <= span.level <= span.high if span else trial.test == "no_difference":
        assert word == "no clear difference"
    else:
        few = people(trial, finding)
        held = finding.certainty == "very low" or (few or FEWEST) < FEWEST or trial.holds_back is not None
        held = held or (span is None and trial.test == "not_tested")
        assert (word == "hint only") == held
        assert bool(holds_back(trial, finding)) == held
        assert held or word == ("worse" if trial.test == "favours_comparison" else "better")


@pytest.mark.parametrize("trial", CONTENT.trials, ids=lambda trial: trial.finding)
def test_ratio_of_two_rates_is_shown_beside_them(trial: Trial) -> None:
    """What decides about a line may not be hidden from who reads it."""
    if trial.ratio_low is not None:
        assert f"({trial.ratio_low} to {trial.ratio_high})" in str(CONTENT.findings[trial.finding].note)


def test_a_hint_says_what_holds_it_back() -> None:
    hints = [
        line for outcome in results.OUTCOMES for line in results.lines(CONTENT, outcome) if line.verdict == "hint only"
    ]
    assert len(hints) > 20
    for line in hints:
        drawn = dot_plot.listed([line], "")
        reason = CONTENT.labels["reason"][holds_back(line.trial, line.finding)[0]]
        assert f"A hint only: {reason}" in drawn
    better = Line(TRIALS["popova_response"], CONTENT.findings["popova_response"], CONTENT)
    assert "A hint only" not in dot_plot.listed([better], "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("(?m)^(cochrane_midazolam,.*?,)no_difference,", r"\1favours_treated,", "type 'no_difference'"),
        ("(?m)^(popova_points,.*?,)favours_treated,", r"\1no_difference,", "type 'favours_treated'"),
        ("(?m)^(ekstrand_remission,.*?,)favours_comparison,", r"\1favours_treated,", "type 'favours_comparison'"),
        ("(?m)^(kads_fixed,.*?,)no_difference,", r"\1favours_treated,", "type 'no_difference'"),
        ("(?m)^(price_day1,.*?,)favours_treated,", r"\1not_tested,", "'favours_treated' or 'favours_comparison'"),
        ("(?m)^(lii_day1,.*?,)no_difference,", r"\1favours_treated,", "type 'no_difference'"),
        ("(?m)^(han_24h,.*?,)not_tested,", r"\1favours_treated,", "type 'not_tested'"),
    ],
)
def test_a_test_that_its_interval_contradicts_is_an_error(tmp_path: Path, old: str, new: str, expected: str) -> None:
    copy = tmp_path / "content"
    shutil.copytree(REAL, copy)
    path = copy / "data" / "trials.csv"
    text = path.read_text(encoding="utf-8")
    changed = re.sub(old, new, text, count=1)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(copy)
    row = re.search(r"\((\w+),", old)
    assert row is not None
    assert any(
        "content/data/trials.csv" in said and row[1] in said and expected in said for said in caught.value.problems
    ), caught.value.problems


def test_computed_interval_decides_as_it_is_printed() -> None:
    """An interval that would print as touching zero may not count as clear of it, nor the other way round."""
    for trial in CONTENT.trials:
        span = difference(trial)
        if span and span.computed:
            assert (round(span.low, 1) <= 0 <= round(span.high, 1)) == span.open


# --- what the page says ----------------------------------------------------------------------------------------


def test_rule_stands_on_the_page_once_and_says_what_the_code_does() -> None:
    rule = prose.plain(CONTENT.passages["rule"].text)
    for word in ("No clear difference", "Better", "worse", "Hint only", "Not compared"):
        assert word in rule
    assert FEWEST == 50
    assert "fewer than fifty people" in rule
    for reason in ("very low", "missed its main goal", "no worse", "several", "after the trial", "saw no test"):
        assert reason in rule
    assert page(CONTENT).count(CONTENT.passages["rule"].title) == 1


# --- facts that a second reading put right ---------------------------------------------------------------------


def test_finance_press_is_cited_nowhere() -> None:
    for path in REAL.rglob("*"):
        if path.suffix in (".md", ".toml", ".csv"):
            assert not re.search("seeking ?alpha|financial news", path.read_text(encoding="utf-8"), re.IGNORECASE), path


def test_both_parts_of_kads_stand_together_wherever_one_does() -> None:
    flexible, fixed = TRIALS["kads_flexible"], TRIALS["kads_fixed"]
    assert verdict(flexible, CONTENT.findings["kads_flexible"]) == "better"
    assert verdict(fixed, CONTENT.findings["kads_fixed"]) == "no clear difference"
    order = [trial.finding for trial in CONTENT.trials]
    assert abs(order.index("kads_flexible") - order.index("kads_fixed")) == 1
    for path in REAL.rglob("*.*"):
        if path.suffix in (".md", ".toml"):
            text = path.read_text(encoding="utf-8")
            assert ("{kads_flexible" in text) == ("{kads_fixed" in text), path
    for topic in CONTENT.topics:
        for block in topic.body.split("\n\n"):
            assert ("19.6 of 100" in block) == ("against 8.8" in block), topic.id


def test_projection_of_two_thirds_never_stands_alone() -> None:
    for topic in CONTENT.topics:
        for block in topic.body.split("\n\n"):
            if "67 of 100" in block:
                assert "projection" in block
                assert "51" in block
                assert "35" in block


def test_asleep_trial_is_never_said_to_hide_everything() -> None:
    """Its people guessed no better than chance, and its groups did not start level: the page claims no more."""
    said = " ".join([*(topic.text for topic in CONTENT.topics), *(one.text for one in CONTENT.passages.values())])
    said += " ".join(f"{one.title} {one.note} {one.more}" for one in CONTENT.key_numbers)
    said += " ".join(trial.plain + trial.blinding for trial in CONTENT.trials)
    assert not re.search(r"[Nn]obody could tell|people could not tell", said)
    for name in ("how-well-it-works", "limitations-and-future-directions"):
        topic = next(topic for topic in CONTENT.topics if topic.id == name)
        assert "no better than chance" in topic.text
        assert re.search("not start level|five points apart at the start", topic.text)


def test_four_reviews_of_ketamine_and_ect_stand_in_the_list() -> None:
    words = {name: verdict(TRIALS[name], CONTENT.findings[name]) for name in TRIALS if name.endswith("_ect")}
    assert words == {
        "rhee_ect": "worse",
        "menon_ect": "no clear difference",
        "ma_ect": "no clear difference",
        "time_ect": "worse",
    }


def test_everybody_in_daly_2018_kept_a_tablet() -> None:
    rows = [trial for trial in CONTENT.trials if CONTENT.findings[trial.finding].source == "daly2018"]
    assert len(rows) == 9
    for trial in rows:
        assert trial.against == "tablet plus placebo"
        assert "kept their own tablets" in CONTENT.findings[trial.finding].comparator
