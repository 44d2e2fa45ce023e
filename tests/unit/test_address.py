"""The address in the QR codes is the one that a presenter's browser shows, whatever proxy stands in between."""

from types import SimpleNamespace

import pytest
import streamlit as st

from explainer.addresses import is_whole
from pages.shared.stage.address import address, wrong_public_url


def given(monkeypatch: pytest.MonkeyPatch, url: str | None, public: str | None = None) -> str:
    """The app's address, where the presenter's browser shows ``url`` and PUBLIC_URL is ``public``."""
    monkeypatch.setattr(st, "context", SimpleNamespace(url=url))
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    if public is not None:
        monkeypatch.setenv("PUBLIC_URL", public)
    return address()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://localhost:8501/present", "http://localhost:8501"),
        ("http://192.168.1.5:8501/present/", "http://192.168.1.5:8501"),
        ("https://clinic.example/tools/explainer/present", "https://clinic.example/tools/explainer"),
        ("https://clinic.example/present/present", "https://clinic.example/present"),
        ("https://ketamine.example/vote", "https://ketamine.example"),
        ("http://[::1]:8501/present", "http://[::1]:8501"),
        ("https://mine.streamlit.app/~/+/present", "https://mine.streamlit.app"),
        ("https://mine.streamlit.app/present", "https://mine.streamlit.app"),
        (None, ""),
        ("", ""),
    ],
)
def test_it_is_that_of_the_browser_without_the_page(
    url: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert given(monkeypatch, url) == shown
    assert given(monkeypatch, url, " ") == shown


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)//present",
        "data:text/html,x/present",
        "//evil.example/present",
        "https:///present",
        "https://a.example/\r\nx/present",
        "https://a.example/\0/present",
        "https://a.example/\u202e/present",
        'https://a.example/"><script>/present',
        "https://a.example:port/present",
        "https://[a.example/present",
        "https://a.example/" + "x" * 5000 + "/present",
        "present",
    ],
)
def test_a_hostile_address_is_none(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch, url) == ""
    assert not is_whole(url)


def test_a_public_address_goes_first_and_a_wrong_one_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = "http://localhost:8501/present"
    assert given(monkeypatch, browser, " https://ketamine.example/explainer/ ") == "https://ketamine.example/explainer"
    assert not wrong_public_url()
    for wrong in ("ketamine.example", "ftp://ketamine.example", "https://", "https://ketamine.example?talk=full"):
        assert given(monkeypatch, browser, wrong) == "http://localhost:8501"
        assert wrong_public_url()
    assert given(monkeypatch, browser) == "http://localhost:8501"
    assert not wrong_public_url()
