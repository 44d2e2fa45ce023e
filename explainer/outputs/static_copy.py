"""The whole explainer as one HTML file that needs no server, no network and no script.

    python -m explainer copy explainer.html

Its headings have the same anchors as the app's. It can be opened from a disk, printed, mailed, or put on any static
host: nothing in it asks for another file.
"""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from explainer import fragments, markup, prose
from explainer.caching import locked_cache
from explainer.draw import dot_plot, option_grid
from explainer.library import Library
from explainer.model import Helpline
from explainer.outline import PAGES, outline
from explainer.outputs.html import HtmlRenderer
from explainer.references import References

STYLES = (Path(__file__).with_name("static_copy.css"), dot_plot.STYLE, option_grid.STYLE)


def _place(page: str, anchor: str) -> str:
    """The app's links to its pages, as places in this one file."""
    return f"#{anchor or page}"


def _call(line: Helpline, content: Library) -> Markup:
    name = f"{line.number} {line.name}" if line.number else line.name
    if line.sms and not line.tel:
        name = content.interface["help"]("text_number", number=name)
    return Markup('<dd><a href="{}">{}</a>{}{}</dd>').format(
        line.link, name, fragments.or_text(line, content), fragments.hours(line, content)
    )


def first_lines(content: Library) -> Markup:
    """The first crisis number of each country in one row."""
    call = Markup('{} <a href="tel:{}"><strong>{}</strong></a>')
    return Markup(" · ").join(
        call.format(country, line.tel, line.number) for country, line in content.first_lines("crisis").items()
    )


def _help(content: Library) -> Markup:
    def lines(country: str) -> Markup:
        calls = markup.join(_call(line, content) for line in content.helplines if line.country == country)
        return Markup("<dt>{}</dt>{}").format(country, calls)

    return markup.join(map(lines, dict.fromkeys(line.country for line in content.helplines)))


def head(content: Library) -> str:
    """Title, description and what a preview of a link shows, as HTML for the head of a page."""
    return str(_HEAD.format(title=content.site.title, about=prose.plain(content.site.lead)))


_HEAD = Markup(
    '<title>{title}</title><meta name="description" content="{about}"><meta property="og:title" content="{title}">'
    '<meta property="og:description" content="{about}"><meta property="og:type" content="article">'
    '<meta name="twitter:card" content="summary">'
)
_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
    '<meta name="referrer" content="no-referrer">'
    '<link rel="icon" href="data:,"><style>{style}</style></head><body>'
    '<a class="skip" href="#main">{skip}</a>'
    '<header><h1>{title}</h1><aside class="strip" aria-label="{strip}">'
    "<strong>{disclaimer}</strong> {crisis} {call} {first_lines}"
    '<details><summary>{every_line}</summary><p>{danger}</p><dl class="lines">{help}</dl></details>'
    '</aside></header><nav aria-label="{contents}"><ul>{links}</ul></nav><main id="main">{body}</main>'
    "<footer><p>{dated} {made_by}</p></footer></body></html>\n"
)


@locked_cache(maxsize=1)
def page(content: Library) -> str:
    """The whole explainer as one HTML document."""
    site, say, help_words = content.site, content.interface["site"], content.interface["help"]
    around, renderer = content.interface["chrome"], HtmlRenderer(content, References(content), _place, level=1)
    pages = {name: renderer.render(outline(name, content)) for name in PAGES}
    drawn = {name: html for name, html in pages.items() if html}
    link, section = Markup('<li><a href="#{}">{}</a></li>'), Markup('<section id="{}">{}</section>')
    document = _PAGE.format(
        language=content.language,
        head=Markup(head(content)),
        style=Markup("".join(sheet.read_text(encoding="utf-8") for sheet in STYLES)),
        skip=say["skip"],
        title=site.title,
        strip=around["strip"],
        disclaimer=site.disclaimer,
        crisis=site.crisis,
        call=help_words["call"],
        first_lines=first_lines(content),
        every_line=say["every_line"],
        danger=help_words["danger"],
        help=_help(content),
        contents=say["contents"],
        links=markup.join(link.format(name, content.pages[name]["nav"]) for name in drawn),
        body=markup.join(section.format(name, html) for name, html in drawn.items()),
        dated=content.dated,
        made_by=around["independent"],
    )
    return str(document)
