"""Can I get it, and what will it cost me? And whom can I call: over the real rows."""

import re
from typing import get_args

import pytest

from explainer import access, fragments, prose
from explainer.loading.loader import library
from explainer.model import FIRST_LINES, NOT_FOUND, Access, AccessQuestion, Helpline
from explainer.outputs import static_copy
from explainer.search import search

CONTENT = library()
TOPIC = next(topic for topic in CONTENT.topics if topic.id == "getting-access")
ROWS = pytest.mark.parametrize("row", CONTENT.access, ids=lambda row: row.id)
LINES = pytest.mark.parametrize("line", CONTENT.helplines, ids=lambda line: line.id)

# Whom the page is written for, and three countries that the rule of the EU leaves to themselves.
COUNTRIES = {"United States", "England", "Scotland", "Ireland", "Canada", "Australia", "European Union"}
COUNTRIES |= {"Wales and Northern Ireland", "France", "Germany", "Netherlands"}

LABELS = {"licence": "Is the spray licensed?", "payment": "Who pays?", "price": "What does it cost?"}

# Typed a second time from the pages and the paper themselves.
PRICES = {
    "us_price": ["5,572", "1,699", "2,244", "240"],
    "en_price": ["225", "225", "3,000", "551", "56", "714", "84", "60"],
    "au_price": ["25.00", "7.70"],
}


@pytest.mark.parametrize("country", sorted(COUNTRIES))
@pytest.mark.parametrize("question", get_args(AccessQuestion))
def test_every_country_has_an_answer_to_every_question(country: str, question: AccessQuestion) -> None:
    assert [row.question for row in CONTENT.access if row.country == country].count(question) == 1


@ROWS
def test_answer_stands_under_its_country_with_its_date(row: Access) -> None:
    part = TOPIC.body.split(f"#### {row.country}\n", 1)[1].split("\n\n#", 1)[0]
    line = next(line for line in part.splitlines() if LABELS[row.question] in line)
    if row.answer == NOT_FOUND:
        assert line.endswith("Not found.")
        return
    assert (row.words or "").removesuffix(".") in line
    assert ("no date shown" if row.date == "undated" else library().numbers.date(row.date or "")) in line
    assert set(prose.keys_cited(line)) == set(row.source or ())
    assert ("second-hand" in line) == (row.confidence == "secondary")


def test_what_not_found_means_is_said_once() -> None:
    assert len(re.findall("“Not found” means", TOPIC.text)) == 1
    assert TOPIC.text.index("“Not found” means") < TOPIC.text.index("Not found.")


@pytest.mark.parametrize("row", [row for row in CONTENT.access if row.answer == "found"], ids=lambda row: row.id)
def test_prices_are_the_printed_ones(row: Access) -> None:
    numbers = re.findall(r"\d[\d,.]*\d|\d", row.words or "")
    assert [number for number in numbers if number != "2026"] == PRICES[row.id]


@pytest.mark.parametrize("query", ["NHS", "cost", "price", "insurance", "Medicare", "TRICARE", "What does it cost"])
def test_search_for_money_leads_to_the_list(query: str) -> None:
    assert TOPIC.id in [hit.entry.id for hit in search(CONTENT, query).hits]


def test_no_other_heading_promises_a_price() -> None:
    """Somebody who looks for money must not land on side effects."""
    for topic in CONTENT.topics:
        for heading in re.findall(r"^(?:\*\*|### )(.+?)(?:\*\*|$)", topic.body, flags=re.MULTILINE):
            assert topic is TOPIC or not re.search(r"\b(?:price|cost)", heading, re.IGNORECASE), heading


def test_copy_without_a_server_holds_the_list_and_no_table_of_it() -> None:
    page = static_copy.page(CONTENT)
    section = page.split('aria-labelledby="getting-access"', 1)[1].split("</section>", 1)[0]
    assert all(f"<summary>{country}</summary>" in section for country in COUNTRIES)
    assert "225 pounds" in section
    assert "<table" not in section


def test_a_country_without_an_answer_is_noticed() -> None:
    rows = [row for row in CONTENT.access if row.id != "ie_payment"]
    assert [
        problem for problem in access.incomplete(rows, "access.csv") if "'Ireland' has 0 rows for 'payment'" in problem
    ]


@LINES
def test_helpline_says_when_somebody_answers(line: Helpline) -> None:
    """A number for a night like this: without hours beside it, it looks closed."""
    assert line.kind == "emergency" or line.hours
    assert fragments.hours(line, library()) == (f", {line.hours}" if line.hours else "")


def test_strip_shows_one_line_a_country_and_few() -> None:
    first = CONTENT.first_lines("crisis")
    assert list(first) == ["US", "UK", "Ireland", "Greece", "Australia", "Canada"]
    assert len(first) <= FIRST_LINES
    assert all(line.tel for line in first.values())


@pytest.mark.parametrize("country", sorted({line.country for line in CONTENT.helplines} - {"Any country"}))
def test_copy_without_a_server_has_every_country_and_what_to_do_in_danger(country: str) -> None:
    page = static_copy.page(CONTENT)
    assert f"<dt>{country}</dt>" in page
    assert library().interface["help"]["danger"] in page


@LINES
def test_line_by_text_alone_opens_a_message_not_a_call(line: Helpline) -> None:
    if not line.tel and line.sms:
        assert line.link == f"sms:{line.sms}"
        assert f'<a href="sms:{line.sms}">text {line.number}' in static_copy.page(CONTENT)
