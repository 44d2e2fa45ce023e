"""The whole explainer as one HTML file that needs no server, no network and no script.

    python -m explainer copy explainer.html

Its headings have the same anchors as the app's. It can be opened from a disk, printed, mailed, or put on any static
host: nothing in it asks for another file.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from explainer import prose, results
from explainer.caching import kept
from explainer.library import Library
from explainer.loading.loader import library
from explainer.model import Helpline
from explainer.outline import PAGES, outline
from explainer.outputs.html import render
from explainer.references import References

HERE = Path(__file__).parent


def _place(page: str, anchor: str) -> str:
    """The app's links to its pages, as places in this one file."""
    return f"#{anchor or page}"


def _call(line: Helpline) -> str:
    name = escape(f"{line.number} {line.name}" if line.number else line.name)
    by_text = "" if line.tel or not line.sms else "text "
    return f'<dd><a href="{line.link}">{by_text}{name}</a>{line.or_text}{line.when}</dd>'


def first_lines(content: Library) -> str:
    """The first crisis number of each country in one row."""
    return " · ".join(
        f'{escape(country)} <a href="tel:{line.tel}"><strong>{line.number}</strong></a>'
        for country, line in content.first_lines("crisis").items()
    )


def _help(content: Library) -> str:
    countries = dict.fromkeys(line.country for line in content.helplines)
    return "".join(
        f"<dt>{escape(country)}</dt>" + "".join(_call(line) for line in content.helplines if line.country == country)
        for country in countries
    )


def head(content: Library) -> str:
    """Title, description and what a preview of a link shows, as HTML for the head of a page."""
    title, about = escape(content.site.title), escape(prose.plain(content.site.lead), quote=True)
    return (
        f'<title>{title}</title><meta name="description" content="{about}"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{about}"><meta property="og:type" content="article">'
        '<meta name="twitter:card" content="summary">'
    )


@kept(1)
def page() -> str:
    """The whole explainer as one HTML document."""
    content = library()
    site = content.site
    title = escape(site.title)
    references = References(content)
    pages = {name: render(outline(name), content, references, _place, level=1) for name in PAGES}
    menu = [(content.pages[name]["nav"], name) for name, html in pages.items() if html]
    links = "".join(f'<li><a href="#{anchor}">{escape(name)}</a></li>' for name, anchor in menu)
    body = "".join(f'<section id="{name}">{html}</section>' for name, html in pages.items() if html)
    style = (HERE / "static_copy.css").read_text(encoding="utf-8") + results.STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head(content)}'
        '<meta name="referrer" content="no-referrer">'
        f'<link rel="icon" href="data:,"><style>{style}</style></head><body>'
        '<a class="skip" href="#main">Skip to the text</a>'
        f'<header><h1>{title}</h1><aside class="strip" aria-label="Disclaimer and crisis lines">'
        f"<strong>{escape(site.disclaimer)}</strong> {escape(site.crisis)} Call now: {first_lines(content)}"
        f"<details><summary>Every crisis and emergency line</summary><p>{content.interface['help']['danger']}</p>"
        f'<dl class="lines">{_help(content)}</dl></details>'
        "</aside></header>"
        f'<nav aria-label="Contents"><ul>{links}</ul></nav><main id="main">{body}</main>'
        f"<footer><p>{escape(site.dated)} Not written or reviewed by clinicians. No company paid for it.</p></footer>"
        "</body></html>\n"
    )
