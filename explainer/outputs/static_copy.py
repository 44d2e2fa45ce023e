"""The whole explainer as one HTML file that needs no server, no network and no script.

    python -m explainer.outputs.static_copy explainer.html

Its headings have the same anchors as the app's. It can be opened from a disk, printed, mailed, or put on any static
host: nothing in it asks for another file.
"""

from __future__ import annotations

import re
import sys
from html import escape
from pathlib import Path

from explainer import fragments, prose, results
from explainer.caching import kept
from explainer.draw import figures
from explainer.draw.figures import Figure
from explainer.draw.pictures import picture
from explainer.library import Library
from explainer.loading.loader import library
from explainer.records import Helpline

NAME = "ketamine-for-depression.html"
HERE = Path(__file__).parent
# The app's links to its pages, as places in this one file.
_TO_A_PAGE = re.compile(r'href="(?:overview|topics|onset|evidence|safety|sources)?(?:\?[^"#]*)?(#[^"]+)"')


def _html(markdown: str) -> str:
    return str(fragments.MARKDOWN.render(markdown))


def _head(title: str, anchor: str, level: int = 3) -> str:
    return f'<h{level} id="{anchor}">{escape(title)}</h{level}>'


def _picture(name: str) -> str:
    return f"<figure>{picture(name)}{picture(name, 'narrow')}</figure>"


def _figure(figure: Figure, pictures: list[str], anchor: str, content: Library) -> str:
    """A figure as pictures, with everything that the app shows around it."""
    return (
        _head(figure.words.title, anchor)
        + "".join(map(_picture, pictures))
        + _html(
            f"{figure.words.key}\n\n**How to read this.** {content.cited(figure.words.how)}\n\n"
            f"**What it does not show.** {content.cited(figure.words.limits)}"
        )
        + fragments.table(figure.table, f"Numbers: {figure.words.title}")
    )


def _call(line: Helpline) -> str:
    link = f"tel:{line.tel}" if line.tel else str(line.url)
    hours = f", {line.hours}" if line.hours else ""
    text = f' or <a href="sms:{line.sms}">text {line.sms}</a>' if line.sms else ""
    name = escape(f"{line.number} {line.name}" if line.number else line.name)
    return f'<dd><a href="{link}">{name}</a>{text}{hours}</dd>'


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


def _passage(name: str, anchor: str, content: Library, level: int = 3) -> str:
    one = content.passages[name]
    return _head(one.title, anchor, level) + _html(content.cited(one.text))


def _overview(content: Library) -> str:
    site = content.site
    compact = figures.onset(compact=True)
    numbers = "\n\n".join(f"**{prose.plain(one.figure)}.** {one.label} {one.caution}" for one in content.key_numbers)
    return (
        f'<p class="lead">{fragments.inline(site.lead)}</p>'
        + _html(content.cited(f"{site.message}\n\n{site.risk}"))
        + _head(compact.words.title, "hours-or-weeks", 2)
        + _picture("overview")
        + _html(compact.words.key)
        + _head("The three numbers that matter", "numbers", 2)
        + _html(content.cited(numbers))
        + _head("Have you, or someone you love, been offered it?", "next", 2)
        + _html("\n".join(f"{at}. {step}" for at, step in enumerate(site.steps, 1)))
    )


def _topics(content: Library) -> str:
    return "".join(
        f'<section aria-labelledby="{one.id}">{_head(one.title, one.id, 2)}'
        f'<p class="takeaway">{fragments.inline(content.cited(one.takeaway))}</p>{_html(content.cited(one.body))}'
        f'<div class="beside">{_html(fragments.aside(one, content))}</div>{_html(fragments.closing(one, content))}'
        "</section>"
        for one in content.topics
    )


def _onset(content: Library) -> str:
    moments = (
        {"After": one.stop, "Treatment": content.lanes[one.lane].name, "What is known": content.cited(one.words)}
        for one in content.moments
    )
    return (
        _head("How fast", "onset", 2)
        + _figure(figures.onset(), ["timeline", "timeline-true"], "timeline", content)
        + _head("What is known at each moment", "moments")
        + fragments.table(moments, "What is known at each moment")
        + _figure(figures.one_dose(), ["one-dose"], "one-dose", content)
    )


def _card(name: str, drawn: str, content: Library) -> str:
    """A list of results with the words around it."""
    said = content.figure_words[name]
    return (
        _html(f"**{said.title}**\n\n{said.key}")
        + drawn
        + _html(
            f"**How to read this.** {content.cited(said.how)}\n\n"
            f"**What it does not show.** {content.cited(said.limits)}"
        )
    )


def _side(name: str, content: Library) -> str:
    drawn = results.side(name)[1]
    return _card(name, drawn, content) if name in content.figure_words else drawn


def _crowds(content: Library) -> str:
    """The three crowds of 100 people, each with its number in words."""
    figures = "".join(
        f'<figure><img src="{results.crowd_address(one)}" alt="{escape(one.label)}: {one.number} of 100 respond.">'
        f"<figcaption><strong>{one.number} of 100</strong><br>{escape(one.label)}. The true value may well lie "
        f"anywhere in {one.interval}.</figcaption></figure>"
        for one in results.crowds()
    )
    return f'<div class="crowds">{figures}</div>'


def _evidence(content: Library) -> str:
    boxes = "".join(
        f'<section class="fact" aria-labelledby="box-{box.id}">{_head(box.title, f"box-{box.id}")}'
        f"{_html(content.cited(box.summary))}"
        + "".join(fragments.fact_block(block, content) for block in content.fact_blocks if block.box == box.id)
        + _html(content.cited(f"**Serious, and not counted well.** {box.serious}"))
        + _html(fragments.fact_sources(box.id, content))
        + "</section>"
        for box in content.fact_boxes
    )
    questions = "".join(
        f"<details><summary>{escape(one.question)} {escape(one.a)}? {escape(one.b)}? {escape(one.c)}?</summary>"
        f"{_html(f'**{getattr(one, one.answer)}.** {content.cited(one.why)}')}</details>"
        for one in content.recall
    )
    return (
        _passage("lead", "evidence", content, 2)
        + _passage("glance", "glance", content)
        + results.at_a_glance(results.glance(), content.passages["glance"].title)
        + _passage("answer", "guess", content)
        + _crowds(content)
        + _passage("trials", "trials", content)
        + _card(
            "trials",
            results.rates(
                results.sort(results.lines(*results.RATES), results.SORTS[0]),
                content.figure_words["trials"].title,
            ),
            content,
        )
        + _passage("scores", "scores", content)
        + _side("scores", content)
        + _passage("other", "other", content)
        + _side("other", content)
        + _passage("alone", "alone", content)
        + _side("alone", content)
        + _passage("lasting", "lasting", content)
        + _side("relapse", content)
        + _side("days", content)
        + _passage("fading", "fading", content)
        + _html("The figure stands under [How fast](#one-dose).")
        + _passage("against", "against", content)
        + _side("against", content)
        + _passage("thoughts", "thoughts", content)
        + _side("thoughts", content)
        + _passage("thoughts_other", "thoughts-other", content)
        + _side("thoughts_other", content)
        + _passage("boxes", "boxes", content)
        + boxes
        + _passage("unknown", "unknown", content)
        + _html(fragments.bullets([f"**{row.question}** {content.cited(row.why)}" for row in content.unknowns]))
        + _passage("recall", "recall", content)
        + questions
    )


def _safety(content: Library) -> str:
    groups = "".join(
        _head(title, f"checklist-{group}")
        + '<ul class="tick">'
        + "".join(
            f'<li><label><input type="checkbox"><strong>{escape(item.name)}</strong> ({escape(item.term)})</label>'
            + "".join(f"<div>{fragments.inline(line)}</div>" for line in fragments.effect(item, content))
            + f"<div><strong>What to do:</strong> {escape(fragments.help_for(item))}</div></li>"
            for item in content.checklist
            if item.group == group
        )
        + "</ul>"
        for group, title in fragments.GROUPS.items()
    )
    before = "".join(
        _head(title, f"before-{kind}")
        + _html(
            fragments.bullets([fragments.precaution(row, content) for row in content.precautions if row.kind == kind])
        )
        for kind, title in fragments.KINDS.items()
    )
    asked = "".join(
        _html(f"**{group}**")
        + '<ul class="tick">'
        + "".join(
            f'<li><label><input type="checkbox">{escape(one.question)}</label> '
            f"{fragments.inline(content.citation(one.source))}</li>"
            for one in content.questions
            if one.group == group
        )
        + "</ul>"
        for group in dict.fromkeys(one.group for one in content.questions)
    )
    heavy = [f"**{row.name}.** {row.finding} {content.citation(row.source)}" for row in content.nonmedical]
    flags = [f"{flag.text} {content.citation(flag.source)}" for flag in content.red_flags]
    return (
        _head("Read this first", "disclaimer", 2)
        + _html(fragments.first_words(content))
        + _head("These need help right away", "emergency")
        + _html(fragments.urgent(content))
        + _head("Side effects and safety: the checklist", "checklist", 2)
        + _html("“Spray” is esketamine, “drip” is ketamine. Do not compare one with the other.")
        + groups
        + _head("Every rate in the checklist", "rates")
        + fragments.table(fragments.every_rate(content), "Every rate in the checklist")
        + _head("Before you start", "before", 2)
        + before
        + _head("Your visit sheet", "sheet", 2)
        + _html("Tick the boxes above and below, print these pages, and take them along.")
        + _head("Questions to ask the clinic", "questions", 2)
        + asked
        + _head("Red flags", "red-flags", 2)
        + _html(fragments.bullets(flags))
        + _head("Heavy use outside medicine", "non-medical", 2)
        + _html("These harms were seen in people who use ketamine heavily and often. They are **not** treatment rates.")
        + _html(fragments.bullets(heavy))
    )


def _sources(content: Library) -> str:
    site = content.site
    listed = "".join(
        _html(fragments.source(key, content)).replace("<h3>", f'<h3 id="{one.anchor}">', 1)
        for key, one in content.sources.items()
    )
    return (
        _head("One sentence that is everywhere, taken apart", "claim", 2)
        + _html(f"> {site.claim}\n\n{content.cited(site.claim_verdict)}")
        + fragments.table(fragments.claim_parts(content), "The parts of the sentence")
        + _html(
            f"**Where “two weeks” may come from.** {content.cited(site.claim_origin)}\n\n"
            f"**What can be said instead:** {content.cited(site.safer_wording)}"
        )
        + _head("Dates that matter", "dates", 2)
        + fragments.table(fragments.dates(content), "Dates that matter")
        + _head("Glossary", "glossary", 2)
        + _html(fragments.bullets([f"**{term.term}.** {term.meaning}" for term in content.glossary]))
        + _head("How this was made", "made", 2)
        + _html(
            f"{site.made}\n\n{site.certainty}\n\n**What it is not.** {site.is_not}\n\n**Date.** {site.dated}\n\n"
            f"**Licence.** {site.licence}\n\n**Found a mistake?** {site.contact}"
        )
        + _head("Take it along", "copy", 2)
        + _html("This file is the copy. It needs no network, and can be put on any web server.")
        + _head("Every source", "every-source", 2)
        + f'<div class="sources">{listed}</div>'
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
    menu = [(one.title, one.id) for one in content.topics]
    menu += [("How fast", "onset"), (content.passages["lead"].title, "evidence"), ("The checklist", "checklist")]
    menu += [("Before you start", "before"), ("Questions to ask", "questions"), ("Every source", "every-source")]
    links = "".join(f'<li><a href="#{anchor}">{escape(name)}</a></li>' for name, anchor in menu)
    body = _overview(content) + _topics(content) + _onset(content) + _evidence(content) + _safety(content)
    body = _TO_A_PAGE.sub(r'href="\1"', body + _sources(content))
    style = (HERE / "static_copy.css").read_text(encoding="utf-8") + results.STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head(content)}'
        '<meta name="referrer" content="no-referrer">'
        f'<link rel="icon" href="data:,"><style>{style}</style></head><body>'
        '<a class="skip" href="#main">Skip to the text</a>'
        f'<header><h1>{title}</h1><aside class="strip" aria-label="Disclaimer and crisis lines">'
        f"<strong>{escape(site.disclaimer)}</strong> {escape(site.crisis)} Call now: {first_lines(content)}"
        f'<details><summary>Every crisis and emergency line</summary><dl class="lines">{_help(content)}</dl></details>'
        "</aside></header>"
        f'<nav aria-label="Contents"><ul>{links}</ul></nav><main id="main">{body}</main>'
        f"<footer><p>{escape(site.dated)} Not written or reviewed by clinicians. No company paid for it.</p></footer>"
        "</body></html>\n"
    )


if __name__ == "__main__":
    target = Path(sys.argv[1] if len(sys.argv) > 1 else NAME)
    target.write_text(page(), encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1024:.0f} kB")
