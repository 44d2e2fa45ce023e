"""What is left if trials are left out: every choice against a count over the files themselves."""

import csv
import re
import tomllib
from itertools import product

import pytest
from markupsafe import escape

from explainer import results
from explainer.loading.loader import library
from explainer.outline.evidence import trials
from explainer.outputs.html import HtmlRenderer
from explainer.references import References
from explainer.without import EVERY, REASONS, SIZES, UNHIDDEN, Reason, Without
from tests.support.server import ROOT

CONTENT = library()
CARDS = results.cards(results.lines(CONTENT, *results.RATES), results.ORDERS[0])
CHOICES = [
    Without(tuple(reason for reason, chosen in zip(REASONS, ticked, strict=True) if chosen), fewest)
    for ticked in product((False, True), repeat=len(REASONS))
    for fewest in (0, *SIZES)
]
DATA = ROOT / "content" / "data"


def read(name: str, key: str) -> dict[str, dict[str, str]]:
    text = (DATA / f"{name}.csv").read_text(encoding="utf-8")
    return {row[key]: row for row in csv.DictReader(text.splitlines())}


ROWS, FINDINGS = read("trials", "finding"), read("findings", "id")
SOURCES = tomllib.loads((ROOT / "content" / "sources.toml").read_text(encoding="utf-8"))
FUNDING = tomllib.loads((ROOT / "content" / "en" / "sources.toml").read_text(encoding="utf-8"))


def stays(row: str, without: Without) -> bool:
    """Whether a trial stays, by what the files say of the result that its card draws."""
    finding, trial = FINDINGS[row], ROWS[row]
    sizes = [trial["arm_n"], trial["control_n"]]
    people = sum(map(int, sizes)) if all(sizes) else int(finding["n"])
    out: dict[Reason, bool] = {
        "maker": "maker" in SOURCES[finding["source"]],
        "unhidden": trial["blinding"] in UNHIDDEN,
        "second_hand": finding["confidence"] == "secondary",
    }
    return people >= without.fewest and not any(out[reason] for reason in without.reasons)


@pytest.mark.parametrize("without", CHOICES, ids=lambda one: f"{'-'.join(one.reasons)} {one.fewest}")
def test_every_choice_leaves_what_a_count_over_the_files_leaves(without: Without) -> None:
    for band in results.BANDS:
        cards = [card for card in CARDS if card.band == band]
        kept = [card for card in cards if stays(card.lead.finding.id, without)]
        assert [card for card in cards if not without.why(card, CONTENT)] == kept
        said = without.left(cards, CONTENT)
        if kept:
            assert f"**{len(kept)} of {len(cards)} left:**" in said
            for verdict, sign in CONTENT.labels["verdict_sign"].items():
                count = sum(card.lead.verdict == verdict for card in kept)
                assert (f"{count} {sign}" in said) == bool(count), said
        else:
            assert said == CONTENT.interface["without"]("none_left", count=len(cards))


def test_a_card_counts_once_however_often_its_trial_was_counted() -> None:
    names = [(card.band, card.lead.trial.trial) for card in CARDS]
    assert len(set(names)) == len(names)
    assert any(len(card.lines) > 5 for card in CARDS)


def test_a_card_that_is_left_out_stands_where_it_stood_and_says_why() -> None:
    def drawn(without: Without) -> str:
        page = HtmlRenderer(CONTENT, References(CONTENT), address)
        return page.render(trials(CARDS, CONTENT, without))

    def address(page: str, place: str = "") -> str:
        return f"{page}#{place}"

    without = Without(("unhidden",), 100)
    whole, some = drawn(EVERY), drawn(without)
    in_order = [re.findall(r'<div class="what"><strong>([^<]+)', text) for text in (whole, some)]
    assert in_order[0] == in_order[1] == [str(escape(card.lead.trial.trial)) for card in CARDS]
    out = sum(not stays(card.lead.finding.id, without) for card in CARDS)
    assert 'class="out"' not in whole
    assert some.count('<li class="out">') == some.count("<em>Left out: ") == out


def test_whoever_is_named_as_a_maker_is_one_in_the_words_about_money_too() -> None:
    """The code and the words of it stand in two files: neither may say what the other does not."""
    named = {key for key, source in SOURCES.items() if "maker" in source}
    told = {key for key, source in FUNDING.items() if "Janssen" in source.get("funding", "")}
    told |= {key for key, source in FUNDING.items() if "the maker" in source.get("funding", "")}
    assert named == told
    for key in named:
        assert ("registered sponsor" in FUNDING[key]["funding"]) == (SOURCES[key]["maker"] == "registered sponsor")


def test_what_nobody_knows_of_the_cards_that_are_left_is_said() -> None:
    every = Without(REASONS, 100)
    kept = [card.lead for card in CARDS if not every.why(card, CONTENT)]
    said = every.unknown(CARDS, CONTENT)
    unpaid = sum("payer not seen" in line.payer or line.payer.startswith("not stated") for line in kept)
    assert f"For {unpaid} of them we could not see who paid" in said
    assert "nothing that we read says whether people could tell" in said
    assert "only the size of the whole study" in said
    assert not EVERY.unknown(CARDS, CONTENT)


def test_nobody_is_known_to_have_paid_where_the_words_say_that_it_was_not_seen() -> None:
    for key, source in FUNDING.items():
        assert ("payer not seen" in source.get("funding", "")) == (SOURCES[key].get("payer") == "not seen"), key
