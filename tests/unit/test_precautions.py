"""Who should not have it: no stop that an official text prints is missing, and no silence reads as safe."""

import re
from typing import get_args

import pytest

from explainer import harms
from explainer.loading.checks.safety import TELL
from explainer.loading.loader import library
from explainer.model import Precaution, PrecautionKind, Product, Telling
from explainer.search import search
from tests.support.app import copy_of
from tests.support.reading_age import grade

CONTENT = library()
SAID = CONTENT.interface["safety"]
DRIP = [row for row in CONTENT.precautions if row.applies_to == "ketamine_iv"]
PRODUCTS = pytest.mark.parametrize("product", get_args(Product))

# What the texts print, as a word that must stand in a line of this kind, for this product, under this country.
PRINTED = [
    ("must_not", "ketamine_iv", "UK", "heart disease"),
    ("must_not", "ketamine_iv", "UK", "stroke"),
    ("must_not", "ketamine_iv", "UK", "brain"),
    ("must_not", "ketamine_iv", "UK", "pre-eclampsia"),
    ("must_not", "ketamine_iv", "UK", "rise in your blood pressure"),
    ("must_not", "ketamine_iv", "UK", "allergic"),
    ("must_not", "ketamine_iv", "Switzerland", "180/100"),
    ("must_not", "ketamine_iv", "Switzerland", "overactive thyroid"),
    ("must_not", "ketamine_iv", "Switzerland", "stroke"),
    ("must_not", "ketamine_iv", "Germany", "180/100"),
    ("must_not", "ketamine_iv", "US", "rise in blood pressure"),
    ("must_not", "ketamine_iv", "Oxford", "glaucoma"),
    ("must_not", "ketamine_iv", "Oxford", "epilepsy"),
    ("must_not", "ketamine_iv", "Oxford", "psychosis"),
    ("must_not", "ketamine_iv", "Oxford", "mania"),
    ("must_not", "ketamine_iv", "Oxford", "pregnant"),
    ("must_not", "esketamine_nasal", "US", "aneurysm"),
    ("must_not", "esketamine_nasal", "US", "tangle"),
    ("must_not", "esketamine_nasal", "EU", "6 weeks"),
    ("must_not", "esketamine_nasal", "US and EU", "rise in your blood pressure"),
    ("tell_first", "ketamine_iv", "Germany", "heart failure"),
    ("tell_first", "ketamine_iv", "Switzerland", "last 6 months"),
    ("tell_first", "ketamine_iv", "Germany", "mental illness"),
    ("tell_first", "ketamine_iv", "Germany", "drinking"),
    ("tell_first", "ketamine_iv", "research", "cystitis"),
    ("tell_first", "ketamine_iv", "research", "used ketamine outside medicine"),
    ("tell_first", "esketamine_nasal", "EU", "bipolar"),
    ("tell_first", "esketamine_nasal", "EU", "overactive thyroid"),
    ("tell_first", "esketamine_nasal", "EU", "COPD"),
    ("tell_first", "esketamine_nasal", "EU", "sleep apnoea"),
    ("on_the_day", "ketamine_iv", "UK", "responsible adult"),
]


@pytest.mark.parametrize(("kind", "product", "country", "word"), PRINTED)
def test_stop_or_caution_that_a_text_prints_is_there(kind: str, product: Product, country: str, word: str) -> None:
    assert any(
        row.kind == kind and row.is_for(product) and country in row.jurisdiction and word.lower() in row.text.lower()
        for row in CONTENT.precautions
    )


# What people ask about, as they type it.
ASKED = {
    "lithium": "Lithium",
    "lamictal": "Lamotrigine",
    "Wellbutrin": "Bupropion",
    "zyban": "Bupropion",
    "MAOI": "MAOI antidepressants",
    "Valium": "Benzodiazepines",
    "Xanax": "Benzodiazepines",
    "Adderall": "Stimulants",
    "codeine": "Opioids",
    "alcohol": "Alcohol",
    "wine": "Alcohol",
    "weed": "Cannabis",
    "marijuana": "Cannabis",
    "levothyroxine": "Thyroid tablets",
    "amlodipine": "Blood-pressure tablets",
}


@pytest.mark.parametrize("word", ASKED)
def test_word_for_a_medicine_finds_it(word: str) -> None:
    assert ASKED[word] in [hit.entry.title for hit in search(CONTENT, word).hits]


@PRODUCTS
def test_every_medicine_has_a_line_for_each_product(product: Product) -> None:
    assert set(ASKED.values()) <= {medicine.name for medicine in CONTENT.medicines}
    shown = {"esketamine_nasal": "**Spray**", "ketamine_iv": "**Drip**"}[product]
    blocks = harms.precautions("medicines", CONTENT).split("\n\n**")
    for medicine in CONTENT.medicines:
        lines = next(block for block in blocks if block.startswith(f"{medicine.name}**"))
        assert shown in lines or "**Drip and spray**" in lines, medicine.name


def test_line_where_nothing_was_found_says_so_and_cites_nothing() -> None:
    nothing = [row for row in CONTENT.precautions if row.confidence == "not_found"]
    assert nothing
    shown = harms.precautions("medicines", CONTENT)
    for row in nothing:
        assert row.text.startswith(SAID["nothing_printed"])
        assert "Ask a pharmacist before your first dose" in row.text
        assert f"{row.text} [" not in shown


@PRODUCTS
@pytest.mark.parametrize("kind", ["must_not", "tell_first", "medicines", "on_the_day"])
def test_each_list_speaks_of_both_products(kind: str, product: Product) -> None:
    assert any(row.kind == kind and row.applies_to == product for row in CONTENT.precautions)


def test_text_on_ketamine_itself_is_known_as_one_for_the_anaesthetic() -> None:
    """No country's label for ketamine is for depression: a row that rests on one may not pass for it."""
    for row in DRIP:
        for key in row.source:
            if key in CONTENT.sources and CONTENT.sources[key].kind == "label":
                assert CONTENT.sources[key].written_for == "anaesthesia", row.id


@pytest.mark.parametrize("row", DRIP, ids=lambda row: row.id)
def test_drip_line_names_whose_it_is_and_that_it_was_written_for_the_anaesthetic(row: Precaution) -> None:
    assert re.search(r"US|UK|EU|Swi|German|research|trial", row.jurisdiction)
    shown = harms.precautions(row.kind, CONTENT)
    before, said, _ = shown.partition(row.text)
    assert said
    line = before.rpartition("\n")[2]
    assert row.jurisdiction in line
    heading = re.findall(r"^(?:\*\*|### ).*", before, re.MULTILINE)[-1]
    assert (SAID["anaesthesia"] in heading + line) == CONTENT.written_for_anaesthesia(row)


@pytest.mark.parametrize("kind", ["must_not", "tell_first", "on_the_day"])
def test_lines_for_the_drip_stand_apart_and_first(kind: str) -> None:
    shown = harms.precautions(kind, CONTENT)
    drip, _, spray = shown.partition(f"### {SAID['spray']}\n")
    for row in CONTENT.precautions:
        if row.kind == kind:
            assert row.text in (spray if row.applies_to == "esketamine_nasal" else drip), row.id


def test_no_text_says_that_the_drip_has_no_list() -> None:
    copy = copy_of(CONTENT)
    assert SAID["drip_anaesthetic"] in copy
    assert not re.search(r"drip has no (?:official )?list|no list for the drip", copy, re.IGNORECASE)
    for found in re.finditer(r"no official list", copy, re.IGNORECASE):
        assert copy[found.end() :].startswith(" that was written for a drip for depression")


def test_what_to_tell_is_offered_once_and_nothing_is_lost() -> None:
    rules = {row.id: row for row in CONTENT.precautions}
    offered = [CONTENT.topic_of(rules[telling.id]) for telling in CONTENT.tellings]
    assert len(set(offered)) == len(offered)
    assert set(offered) == {CONTENT.topic_of(row) for row in CONTENT.precautions if row.kind in TELL}


@pytest.mark.parametrize("telling", CONTENT.tellings, ids=lambda telling: telling.id)
def test_what_to_tell_is_a_thing_to_tell_and_not_a_rule(telling: Telling) -> None:
    assert re.match(r"I\b", telling.words)
    assert not re.search(r"\bbefore a dose\b", telling.words)


@pytest.mark.parametrize("kind", get_args(PrecautionKind))
def test_rules_read_at_grade_eight_or_below(kind: str) -> None:
    assert grade(" ".join(row.text for row in CONTENT.precautions if row.kind == kind)) <= 8
    assert grade(f"{CONTENT.site.stops} {CONTENT.site.medicines}") <= 8


@pytest.mark.parametrize("word", ["xanthine", "ergometrine", "vasopressin", "sympathomimetic"])
def test_hard_word_stands_only_under_a_medicine_that_is_explained(word: str) -> None:
    known = [medicine.name.lower() for medicine in CONTENT.medicines if medicine.known_as]
    for row in CONTENT.precautions:
        if word in row.text.lower():
            assert CONTENT.topic_of(row).lower() in known, row.id
