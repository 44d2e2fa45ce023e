"""Who publishes the explainer and where a mistake is reported: said plainly, also while nobody has filled it in."""

from dataclasses import replace

import pytest

from explainer import fragments
from explainer.loading.loader import library
from explainer.outputs.static_copy import page

CONTENT = library()


@pytest.mark.parametrize(
    ("report", "link"),
    [
        ("help@clinic.example", "mailto:help@clinic.example"),
        ("https://clinic.example/fix", "https://clinic.example/fix"),
    ],
)
def test_what_the_host_fills_in_is_shown_and_leads_there(report: str, link: str) -> None:
    filled = replace(
        CONTENT, site=replace(CONTENT.site, publisher="A Clinic, Leeds", report=report, funding="A Trust.")
    )
    copy = page(filled)
    assert "A Clinic, Leeds" in copy
    assert "A Trust." in copy
    assert f'href="{link}"' in copy
    assert CONTENT.pages["sources"]["publisher_missing"] not in copy
    assert CONTENT.pages["sources"]["funding_missing"] not in copy


def test_until_then_the_page_says_so() -> None:
    assert CONTENT.site.publisher or CONTENT.pages["sources"]["publisher_missing"] in page(CONTENT)
    assert CONTENT.site.report or fragments.report(CONTENT) in page(CONTENT)
    assert CONTENT.site.funding or CONTENT.pages["sources"]["funding_missing"] in page(CONTENT)


@pytest.mark.parametrize("report", ["me", "javascript:alert(1)", "a@b", "http:/x", "x@y.zz <script>"])
def test_an_address_that_leads_nowhere_is_a_mistake_with_its_mend(report: str) -> None:
    with pytest.raises(ValueError, match="type an e-mail address"):
        replace(CONTENT.site, report=report)


def test_changed_numbers_are_dated_and_the_newest_comes_first() -> None:
    dates = [change.date for change in CONTENT.changes]
    assert dates == sorted(dates, reverse=True)
    copy = page(CONTENT)
    assert all(change.before in copy for change in CONTENT.changes)
