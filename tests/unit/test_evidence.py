"""The evidence page's numbers: against a second copy that was entered on its own, and against published examples."""

import csv
import html
import re
from base64 import b64decode
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from explainer import prose, results
from explainer.draw import dot_plot, fact_box, icon_array, trial_cards
from explainer.intervals import newcombe, wilson
from explainer.loading.loader import library
from explainer.model import RATE_UNITS, Against, FactBlock, Finding, Order, Outcome, Recall
from explainer.results import LISTED, ORDERS, RATES, Card, Line, lines

CONTENT = library()
SECOND_COPY = {
    row["finding"]: row
    for row in csv.DictReader((Path(__file__).parent / "evidence.csv").read_text(encoding="utf-8").splitlines())
}
EVERY: list[Line] = [line for outcome in results.OUTCOMES for line in lines(CONTENT, outcome)]
ALL_LINES = pytest.mark.parametrize("line", EVERY, ids=lambda line: line.finding.id)

# Where the page and the paper's abstract differ on purpose: the paper prints the other direction, or no sign.
TURNED = {("ekstrand_remission", "difference_low"): "-30", ("ekstrand_remission", "difference_high"): "-2"}
TURNED |= {("glue_points", "low"): "-11.16", ("glue_points", "high"): "-1.0"}


def same(shown: Decimal | int | None, printed: str) -> bool:
    return (shown is None and printed == "") or (
        shown is not None and printed != "" and Decimal(shown) == Decimal(printed)
    )


@ALL_LINES
def test_line_equals_the_second_copy(line: Line) -> None:
    row = SECOND_COPY[line.finding.id]
    printed = {name: TURNED.get((line.finding.id, name), text) for name, text in row.items()}
    if printed["value"]:
        for name in ("value", "low", "high", "control", "control_low", "control_high"):
            assert same(getattr(line.finding, name), printed[name]), name
    for name in ("events", "arm_n", "control_events", "control_n", "difference", "difference_low", "difference_high"):
        assert same(getattr(line.trial, name), printed[name]), name
    for name in ("ratio_low", "ratio_high"):
        assert same(getattr(line.trial, name), printed[name]), name
    if printed["time_hours"]:
        assert same(line.finding.time_hours, printed["time_hours"])
    if printed["people"] and line.finding.n:
        assert line.finding.n <= int(printed["people"])
    assert line.finding.confidence == printed["read"]


@ALL_LINES
def test_verdict_is_the_trials_own(line: Line) -> None:
    """No result is called better than the trial itself found it; a finding may be called less, never more."""
    favours = SECOND_COPY[line.finding.id]["favours"]
    allowed = {"better": {"better", "hint only", "no clear difference", "not tested"}}.get(favours, {favours})
    if favours:
        assert line.verdict in allowed


@ALL_LINES
def test_year_is_the_one_in_the_trials_name(line: Line) -> None:
    """By which lines are sorted: a source of another year would put them in a place that their name contradicts."""
    named = re.search(r"\b(?:19|20)\d\d\b", line.trial.trial)
    assert not named or int(named.group()) == line.year


def test_second_copy_and_page_hold_the_same_results() -> None:
    assert set(SECOND_COPY) == {trial.finding for trial in CONTENT.trials}
    assert len(EVERY) == len(CONTENT.trials)


# --- computed values -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Newcombe 1998, Stat Med 17:873, table II, method 10.
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
    ],
)
def test_interval_of_a_difference_follows_newcombe(counts: tuple[int, int, int, int], low: float, high: float) -> None:
    assert newcombe(*counts) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(
    ("events", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_interval_of_a_proportion_follows_wilson(events: int, n: int, low: float, high: float) -> None:
    """Newcombe 1998, Stat Med 17:857, table I, method 3."""
    assert wilson(events, n) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize(("events", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_no_interval_of_what_is_no_proportion(events: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no proportion"):
        wilson(events, n)


@ALL_LINES
def test_counts_give_the_printed_rate(line: Line) -> None:
    one, finding = line.trial, line.finding
    for events, n, rate in (
        (one.events, one.arm_n, finding.value),
        (one.control_events, one.control_n, finding.control),
    ):
        if events is not None and n and rate is not None:
            assert float(rate) == pytest.approx(100 * events / n, abs=0.6)


@ALL_LINES
def test_printed_difference_fits_its_rates(line: Line) -> None:
    if line.trial.difference is not None and line.finding.control is not None:
        assert float(line.trial.difference) == pytest.approx(float(line.finding.value - line.finding.control), abs=0.15)


@ALL_LINES
def test_computed_values_say_that_they_are(line: Line) -> None:
    drawn = (
        dot_plot.scaled([line], "", dot_plot.RATES, CONTENT)
        if line.finding.unit == "per 100"
        else dot_plot.listed([line], "")
    )
    said = re.search(r"<span>(difference .*?)</span>", drawn)
    if line.difference is not None:
        assert said is not None
        assert f"{line.difference:+}".replace("-", "−") in said.group(1)
        assert ("computed here" in said.group(1)) == (
            line.trial.difference is None or bool(line.interval and line.interval.computed)
        )
    if line.interval and line.interval.computed:
        low, high, _ = line.interval
        assert said is not None
        assert f"({low} to {high})".replace("-", "−") in said.group(1)
        assert low <= float(line.difference or 0) <= high
        # A clear verdict beside an interval that holds zero, or the other way round, would mislead.
        assert (low > 0 or high < 0) == (line.verdict in ("better", "hint only", "worse"))


# --- what is drawn ---------------------------------------------------------------------------------------------


@ALL_LINES
def test_line_prints_every_number_that_it_draws(line: Line) -> None:
    finding = line.finding
    fitting = [axis for axis in dot_plot.AXES.values() if axis.unit == finding.unit]
    if finding.unit == "MADRS points" and line.trial.outcome != "depression score":
        fitting = []  # it is a change from before, which the scale of differences does not fit
    drawn = dot_plot.scaled([line], "", fitting[0], CONTENT) if fitting else dot_plot.listed([line], "")
    seen = re.sub(r"</summary>.*?</details>", "", drawn)  # what is there before anything is opened
    plain = re.sub(r"<[^>]+>", " ", seen).replace("−", "-")
    assert line.trial.trial in plain
    assert line.trial.plain in html.unescape(plain)
    assert CONTENT.labels["verdict_sign"][line.verdict] in plain
    assert CONTENT.sources[finding.source].anchor in drawn
    if line.trial.outcome != "no number printed":
        assert str(finding.value) in plain
        assert finding.control is None or str(finding.control) in plain
        assert finding.low is None or f"{finding.low} to {finding.high}" in plain
    if line.interval:
        assert f"{line.interval.low} to {line.interval.high}" in plain
    assert line.payer in html.unescape(plain)
    assert line.finding.certainty in plain


def shape(line: Line) -> str:
    return CONTENT.treatments[line.finding.treatment].shape


def test_places_of_the_marks_are_their_values() -> None:
    for line in lines(CONTENT, *RATES):
        drawn = dot_plot.scaled([line], "", dot_plot.RATES, CONTENT)
        assert f'dot {shape(line)}" style="left:{line.finding.value:.1f}%;' in drawn
        assert f'dot ring" style="left:{line.finding.control:.1f}%;' in drawn
    for line in lines(CONTENT, "depression score"):
        place = 100 * (float(line.finding.value) + 15) / 25
        assert f'dot {shape(line)}" style="left:{place:.1f}%;' in dot_plot.scaled(
            [line], "", dot_plot.AXES["scores"], CONTENT
        )


def test_only_rates_of_getting_better_share_the_axis_of_benefit() -> None:
    for line in lines(CONTENT, *RATES):
        assert line.finding.unit in RATE_UNITS
        assert line.finding.control is not None
        assert "relapse" not in line.finding.outcome or "no relapse" in line.finding.outcome
    assert all(line.finding.unit == "MADRS points" for line in lines(CONTENT, "depression score"))
    assert not {line.finding.id for line in lines(CONTENT, *LISTED)} & {
        line.finding.id for line in lines(CONTENT, *RATES)
    }


def test_ect_is_never_called_placebo_and_abbar_has_no_counts() -> None:
    for line in EVERY:
        if line.finding.source == "ekstrand2022":
            assert line.trial.against == "ECT"
            assert line.finding.comparator_kind == "active"
        if line.finding.source == "abbar2022":
            assert line.trial.events is None
            assert line.trial.arm_n is None


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_result(order: Order) -> None:
    every = lines(CONTENT, *RATES)
    ordered = results.sort(every, order)
    years = {
        line.trial.trial: int(re.findall(r"\d{4}", line.trial.trial)[-1])
        for line in every
        if re.search(r"\d{4}", line.trial.trial)
    }
    assert sorted(line.finding.id for line in ordered) == sorted(line.finding.id for line in every)
    values = [
        {
            "most": -(line.people or 0),
            "newest": -years[line.trial.trial],
            "oldest": years[line.trial.trial],
            "largest": -(line.difference or 0),
            "smallest": line.difference or 0,
        }[order]
        for line in ordered
    ]
    assert values == sorted(values)


def test_null_and_negative_results_are_there_by_default() -> None:
    verdicts = [line.verdict for line in lines(CONTENT, *RATES)]
    assert verdicts.count("no clear difference") >= 10
    assert "worse" in verdicts
    first = results.sort(lines(CONTENT, *RATES), ORDERS[0])[:5]
    assert "no clear difference" in {line.verdict for line in first}


def test_equal_rates_show_both_marks() -> None:
    """The ring is larger than what it rings, or the most null of all results would look like one without comparison."""
    equal = [line for line in EVERY if line.finding.value == line.finding.control]
    assert equal
    sizes = dict(re.findall(r"ol\.side \.dot(\S*) \{[^}]*?width: ([\d.]+)rem", dot_plot.STYLE.read_text()))
    assert float(sizes[".ring"]) - 2 * 2 / 16 > float(sizes[""])


@pytest.mark.parametrize("outcome", [one for one in results.OUTCOMES if one not in RATES])
def test_a_choice_hides_no_result_that_fits_it(outcome: Outcome) -> None:
    """What counts something else stands beneath the figure of rates, whatever is chosen there."""
    for line in lines(CONTENT, outcome):
        chosen = {name: getattr(line, name) for name in ("medicine", "against", "time", "setting")}
        assert line in results.fitting(CONTENT, chosen, results.OUTCOMES)


def test_short_table_says_who_paid_and_shows_null_results() -> None:
    drawn = dot_plot.at_a_glance(results.glance(CONTENT), "In two minutes", CONTENT)
    verdicts = [line.verdict for line in results.glance(CONTENT)]
    assert sum(verdict != "better" for verdict in verdicts) >= len(verdicts) / 2
    assert not re.search(r"\b(?:two|three|four|five|six) of them\b", CONTENT.passages["glance"].text)  # it is counted
    for line in results.glance(CONTENT):
        assert f"{line.finding.value} v {line.finding.control}" in drawn
        assert line.payer in html.unescape(drawn)
        assert line.trial.outcome == "relapse" or line.trial.outcome in RATES


# --- one trial, one card ---------------------------------------------------------------------------------------

RATE_LINES = lines(CONTENT, *RATES)
CARDS = results.cards(RATE_LINES, ORDERS[0])
EACH_CARD = pytest.mark.parametrize("card", CARDS, ids=lambda card: f"{card.lead.trial.trial}, {card.band}")


def drawn_card(card: Card) -> str:
    return html.unescape(trial_cards.band([card], "a band", CONTENT)).replace("−", "-")


def test_each_trial_has_exactly_one_card_in_each_of_its_bands_and_no_result_is_lost() -> None:
    wanted = {(line.band, line.trial.trial) for line in RATE_LINES}
    assert sorted((card.band, card.lead.trial.trial) for card in CARDS) == sorted(wanted)
    assert sorted(line.finding.id for card in CARDS for line in card.lines) == sorted(
        line.finding.id for line in RATE_LINES
    )
    assert [card.band for card in CARDS] == sorted((card.band for card in CARDS), key=list(results.BANDS).index)


def test_every_kind_of_comparison_belongs_to_one_band() -> None:
    kinds = [against for against_of in results.BANDS.values() for against in against_of]
    assert sorted(kinds) == sorted(set(get_args(Against)) - {"none"})
    assert set(results.BANDS) == set(CONTENT.interface["bands"])


def test_bands_follow_how_well_who_got_what_was_hidden() -> None:
    for card in CARDS:
        for line in card.lines:
            blinding = CONTENT.labels["blinding"][line.trial.blinding]
            assert (card.band == "asleep") == ("no better than chance" in blinding)
            assert (card.band == "treatment") == blinding.startswith("Open")
            assert (card.band == "sedative") == ("sedative" in blinding.lower())


@EACH_CARD
def test_a_card_draws_its_difference_its_interval_and_its_people_on_the_axis_of_all(card: Card) -> None:
    drawn, lead, difference = drawn_card(card), card.lead, card.lead.difference
    assert difference is not None
    assert trial_cards.LOW <= difference <= trial_cards.HIGH
    place = f"{100 * (float(difference) - trial_cards.LOW) / (trial_cards.HIGH - trial_cards.LOW):.1f}%"
    assert f'dot {shape(lead)}" style="left:{place};' in drawn
    assert f"--size:{trial_cards.width(lead.people):.2f}rem" in drawn
    assert drawn.count('class="tick zero"') == 1
    assert drawn.count('class="interval"') == bool(lead.interval)  # only where one was printed, or computed by the rule
    assert drawn.count('class="also"') == len(card.lines) - 1
    for line in card.lines:
        assert line.interval is None or trial_cards.LOW < line.interval.low < line.interval.high < trial_cards.HIGH
    closed = re.sub(r"</summary>.*?</details>", "", drawn)
    assert lead.trial.trial in closed
    assert CONTENT.labels["verdict_sign"][lead.verdict] in closed
    assert f"{abs(difference):.0f} {'more' if difference > 0 else 'fewer'} of 100" in closed or (
        abs(difference) % 1 == Decimal("0.5")
    )


@EACH_CARD
def test_a_card_opens_to_every_result_with_all_that_is_known(card: Card) -> None:
    drawn = drawn_card(card)
    plain = re.sub(r"<[^>]+>", " ", drawn)
    for line in card.lines:
        assert line.trial.plain in plain
        assert line.payer in plain
        assert CONTENT.labels["blinding"][line.trial.blinding] in plain
        assert CONTENT.labels["certainty"][line.finding.certainty] in plain
        for number in (line.finding.value, line.finding.control, line.difference):
            assert str(number) in plain
        if line.interval:
            assert f"{line.interval.low} to {line.interval.high}" in plain
        assert CONTENT.sources[line.finding.source].anchor in drawn
    assert drawn.count("<li><strong>") == len(card.lines)


def test_area_of_a_mark_is_its_people() -> None:
    assert trial_cards.width(400) == pytest.approx(2 * trial_cards.width(100))


def test_one_rule_chooses_what_a_card_draws() -> None:
    lead = {(card.lead.trial.trial, card.band): card.lead.finding.id for card in CARDS}
    assert lead["Lii 2023", "asleep"] == "lii_day1"  # not the remission, and the first count of six
    assert lead["Daly 2018", "awake"] == "daly_84_24h"  # not after two hours; the dose that most people had
    assert lead["KADS, rising dose (Loo 2023)", "sedative"] == "kads_flexible"
    assert lead["KADS, fixed dose (Loo 2023)", "sedative"] == "kads_fixed"  # other people: a card of its own
    assert lead["ESCAPE-TRD (Reif 2023)", "treatment"] == "reif_remission"


def test_small_drawing_holds_measured_points_alone_and_joins_them_by_dashes_at_most() -> None:
    again = {card.lead.trial.trial: len(card.series) for card in CARDS if card.series}
    assert again == {"Lii 2023": 6, "Daly 2018": 3, "Turkoz 2021, pooled": 2}
    for card in CARDS:
        found = re.search(r'class="again"><img src="data:image/svg\+xml;base64,([^"]+)"', drawn_card(card))
        assert bool(found) == bool(card.series)
        if found:
            svg = b64decode(found[1]).decode()
            assert svg.count("<circle") == len(card.series)
            assert svg.count("<polyline") == svg.count("stroke-dasharray") == 1


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_keeps_every_card_in_its_band(order: Order) -> None:
    ordered = results.cards(RATE_LINES, order)
    assert {card.lead.finding.id for card in ordered} == {card.lead.finding.id for card in CARDS}
    for name in results.BANDS:
        leads = [card.lead for card in ordered if card.band == name]
        assert leads == results.sort(leads, order)


def test_null_and_negative_results_have_cards_in_their_bands() -> None:
    found = {name: {card.lead.verdict for card in CARDS if card.band == name} for name in results.BANDS}
    for name in ("asleep", "sedative", "awake"):
        assert "no clear difference" in found[name]
    assert "worse" in found["treatment"]


# --- crowds ----------------------------------------------------------------------------------------------------


def test_a_guess_is_framed_in_its_crowd_whatever_the_colour() -> None:
    crowds = icon_array.crowds(CONTENT, CONTENT.crowd_rows)
    drawn = icon_array.beside_each_other(crowds, CONTENT, (30, 0, 100))
    pictures = [b64decode(one).decode() for one in re.findall(r"base64,([^\"]+)", drawn)]
    frames = [re.findall(r'class="guess" x="(-?\d+)" y="(-?\d+)"', svg) for svg in pictures]
    assert frames == [[("214", "58")] * 2, [], [("214", "268")] * 2]  # around person 30, nobody, person 100
    assert "A frame marks your guess, 30." in drawn
    assert "A frame marks your guess, 0." not in drawn
    assert not re.search("guess", icon_array.beside_each_other(crowds, CONTENT))
    for crowd in crowds:  # the name stands above the people, and the difference is said
        assert drawn.index(crowd.label) < drawn.index("<img", drawn.index(crowd.label))
    for name in CONTENT.crowd_rows:
        assert f"{CONTENT.findings[name].gap} more of 100" in drawn


def test_crowd_fills_as_many_people_as_it_says() -> None:
    for value in (0, 1, 18, 45, 100):
        drawn = icon_array.crowd(Decimal(value), "#0072B2", "#767B84")
        filled, hollow = drawn.split('class="on"')[1].split('class="off"')
        assert (filled.count("<use"), hollow.count("<use")) == (value, 100 - value)
    for no_people in ("-1", "101", "17.5"):
        with pytest.raises(ValueError, match="whole number"):
            icon_array.crowd(Decimal(no_people), "#0072B2", "#767B84")


def test_table_has_a_row_a_line_and_no_second_hand_number_without_its_label() -> None:
    table = results.table(EVERY, CONTENT)
    assert list(table["Treated"]) == [float(line.finding.value) for line in EVERY]
    assert list(table["We read"] == "a second-hand report only") == [
        line.finding.confidence == "secondary" for line in EVERY
    ]
    assert table["In plain words"].str.len().gt(10).all()
    assert table["Address"].str.startswith("http").all()


# --- fact boxes and questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("block", CONTENT.fact_blocks, ids=lambda block: block.id)
def test_fact_box_is_per_100_with_one_comparison_and_one_kind_of_people(block: FactBlock) -> None:
    shown = [CONTENT.rates[line.row] for line in CONTENT.fact_rows if line.block == block.id]
    assert shown
    for row in shown:
        assert row.unit in RATE_UNITS
        assert row.control is not None
    assert len({row.comparator for row in shown}) == 1
    if block.kind == "harms":
        assert len({(row.population, row.time_label) for row in shown}) == 1
    for text in (block.who, block.treated, block.compared, block.when):
        assert text
    assert "100" in block.who


@pytest.mark.parametrize("block", CONTENT.fact_blocks, ids=lambda block: block.id)
def test_fact_box_counts_in_people_of_100_with_the_largest_first(block: FactBlock) -> None:
    drawn = fact_box.block(block, CONTENT)
    nobody = {CONTENT.interface["numbers"][name] for name in ("fewer", "none")}
    said = [0 if number in nobody else int(number) for number in re.findall(r"<td[^>]*><b>([^<]+)</b>", drawn)]
    assert [int(number) for number in re.findall(r'class="hundred"[^>]* data-people="(\d+)"', drawn)] == said
    assert len(said) == 2 * sum(line.block == block.id for line in CONTENT.fact_rows)
    assert said[::2] == sorted(said[::2], reverse=True)


def test_each_medicine_has_its_own_box_with_benefits_and_harms() -> None:
    for box in CONTENT.fact_boxes:
        blocks = [block for block in CONTENT.fact_blocks if block.box == box.id]
        assert {block.kind for block in blocks} == {"benefits", "harms"}
        assert prose.keys_cited(box.serious)
        products = {
            row.treatment if isinstance(row, Finding) else row.product
            for block in blocks
            for line in CONTENT.fact_rows
            if line.block == block.id
            for row in [CONTENT.rates[line.row]]
        }
        assert len(products) == 1


def test_fact_boxes_advise_nothing_and_use_no_relative_risk() -> None:
    for box in CONTENT.fact_boxes:
        text = prose.plain(f"{box.summary} {box.serious}")
        assert not re.search(r"\byou should|we recommend|worth trying|times (?:more|less)|%", text, re.IGNORECASE)


@pytest.mark.parametrize("one", CONTENT.recall, ids=lambda one: one.id)
def test_recall_question_explains_itself_with_a_source(one: Recall) -> None:
    assert prose.keys_cited(one.why)
    assert len({one.a, one.b, one.c}) == 3


def test_very_low_certainty_is_said_with_its_verb() -> None:
    for line in EVERY:
        if line.finding.certainty == "very low" and line.trial.outcome != "no number printed":
            assert re.search(r"very uncertain", line.trial.plain), line.finding.id
        if line.finding.certainty == "low":
            assert re.search(r"\bmay\b", line.trial.plain), line.finding.id
