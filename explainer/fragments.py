"""What pages, paper and the copy share of the content: whom to call, sources, the glossary, tables of data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from explainer import markup
from explainer.caching import locked_cache
from explainer.library import Library
from explainer.model import (
    Helpline,
    Term,
    Topic,
)


def phone_link(line: Helpline) -> str:
    """A number as Markdown that one tap calls."""
    return f"[{line.number}](tel:{line.tel})"


def phone_links(content: Library, kind: str) -> str:
    """The first number of each country in one row of Markdown."""
    return " · ".join(f"{country} {phone_link(line)}" for country, line in content.first_lines(kind).items())


def lines_to_call(content: Library, kind: str) -> str:
    """The same with the words for what kind of line it is."""
    return content.interface["help"](kind, lines=phone_links(content, kind))


def or_text(line: Helpline, content: Library) -> Markup:
    """The second way to reach a line that can be called."""
    if not (line.tel and line.sms):
        return Markup("")
    say = content.interface["help"]
    text = Markup('<a href="sms:{}">{}</a>').format(line.sms, say("text_number", number=line.sms))
    return Markup(" ") + escape(say["or_text"]).format(text=text)


def hours(line: Helpline, content: Library) -> str:
    """The hours as they stand behind a number: nothing where they are not known."""
    return content.interface["help"]("hours", hours=line.hours) if line.hours else ""


def calls(content: Library) -> str:
    """Whom to call now, a line for each country, for the place where somebody in danger reads."""
    say = content.interface["help"]
    numbers = {country: [phone_link(line)] for country, line in content.first_lines("crisis").items()}
    for country, line in content.first_lines("emergency").items():
        numbers.setdefault(country, []).append(say("call_emergency", number=phone_link(line)))
    lines = markup.bullets(f"**{country}:** {' · '.join(each)}" for country, each in numbers.items())
    return f"**{content.site.crisis}** {say['call_now']}\n\n{lines}"


def calls_on_paper(content: Library) -> str:
    """The same in a line of plain text, where nothing can be tapped."""
    numbers = ", ".join(f"{country} {line.number}" for country, line in content.first_lines("crisis").items())
    return f"{content.site.crisis} {content.interface['sheet']('call', lines=numbers)}"


def support(topic: Topic, content: Library) -> str:
    """What a topic says to a reader in danger, whose words they are, and whom to call."""
    return "\n\n".join([*topic.support, f"*{content.site.own_words}*", calls(content)])


def unknowns(content: Library) -> str:
    """What nobody knows, as a Markdown list, with the numbers to call where it speaks of suicide."""
    call = f"**{content.site.crisis}** {phone_links(content, 'crisis')}"
    return markup.bullets(
        markup.spaced(f"**{row.question}**", row.why, call if row.crisis else "") for row in content.unknowns
    )


def figure_sources(keys: Sequence[str], content: Library) -> str:
    """What a figure rests on, as Markdown: the names of its sources, and their numbers."""
    names = ", ".join(content.sources[key].short for key in keys)
    return content.interface["figure"]("sources", names=names, numbers=content.citation(keys))


def closing(topic: Topic, content: Library) -> str:
    """The last line of a topic: its sources and the day it was checked."""
    keys, say = content.keys_of(topic.parts), content.pages["topics"]
    checked = content.interface["site"]("checked", date=content.numbers.date(f"{topic.checked:%Y-%m-%d}"))
    return f"**{say['sources']}** {content.named(keys)}. {checked}" if keys else checked


def claim_parts(content: Library) -> list[dict[str, str]]:
    """The parts of the sentence that is everywhere, as rows that share their keys."""
    column, verdict = content.interface["columns"], content.labels["claim_verdict"]
    return [
        {
            column["part"]: part.part,
            column["claim_verdict"]: f"**{verdict[part.verdict]}**",
            column["why"]: content.cited(part.why),
        }
        for part in content.claim_parts
    ]


def second_hand(confidence: str, content: Library) -> str:
    """What stands behind a text that we know from a report only."""
    return content.interface["safety"]["second_hand"] if confidence == "secondary" else ""


def report(content: Library) -> str:
    """Where a reader reports a mistake, as Markdown; plain words where nobody has said."""
    say, site = content.interface["sources"], content.site
    return say("report", address=site.report, link=site.report_link) if site.report else say["report_missing"]


def changes(content: Library) -> list[dict[str, str]]:
    """The numbers that changed, the newest first, as rows that share their keys."""
    column = content.interface["columns"]
    return [
        {
            column["when"]: content.numbers.date(change.date),
            column["what"]: change.what,
            column["before"]: change.before,
            column["now"]: change.now,
        }
        for change in content.changes
    ]


def dates(content: Library) -> list[dict[str, str]]:
    """The dates that matter, as rows that share their keys."""
    column, product = content.interface["columns"], content.labels["event_product"]
    return [
        {
            column["when"]: content.numbers.date(event.date),
            column["what"]: markup.spaced(f"{event.event}.", second_hand(event.confidence, content), event.note),
            column["where"]: event.jurisdiction,
            column["medicine"]: product[event.product],
            column["source"]: content.named(event.source),
        }
        for event in content.events
    ]


def source(key: str, content: Library) -> str:
    """A source as Markdown: its heading is the anchor that every reference number leads to."""
    one, say = content.sources[key], content.interface["source"]
    where = ", ".join(str(part) for part in (one.journal, one.year) if part)
    about = [
        say("kind", kind=content.labels["source_kind"][one.kind]),
        say("funding", funding=one.funding) if one.funding else None,
        one.note,
        say("supports", uses="; ".join(content.uses[key])),
    ]
    return f"### {one.short}\n\n" + "  \n".join(
        [
            f"**{content.number(key)}.** {markup.sentences([one.authors, f'*{one.title}*', where])}",
            f"[{one.address.removeprefix('https://').removeprefix('http://')}]({one.address})",
            markup.sentences(about),
        ]
    )


def source_list(keys: Iterable[str], content: Library) -> Markup:
    """Sources as HTML, each under a heading that every reference number leads to."""
    return markup.join(
        Markup(
            str(markup.block(source(key, content)))
            .replace("<h3>", f'<h3 id="{content.sources[key].anchor}">', 1)
            .replace("<a href=", '<a target="_blank" rel="noopener" href=')
        )
        for key in keys
    )


def glossary(content: Library) -> Markup:
    """Every term with its meaning in HTML, each with the anchor that its words lead to."""
    entry = Markup('<dt id="{}">{}</dt><dd>{}</dd>')
    return Markup("<dl>{}</dl>").format(
        markup.join(entry.format(term.anchor, term.term, term.meaning) for term in content.glossary)
    )


@locked_cache(maxsize=64)  # one for each page, and for each set of sources that a filter leaves
def at_hand(keys: tuple[str, ...], terms: tuple[Term, ...], content: Library) -> Markup:
    """What a reference or a term says where it stands (peek.js): a source's name, year, kind, payer and certainty."""
    return markup.join(
        [
            *(_AT_HAND.format(term.anchor, f"{term.term}:", term.meaning) for term in terms),
            *(_source_at_hand(key, content) for key in keys),
        ]
    )


_AT_HAND = Markup('<p data-at="{}"><strong>{}</strong> {}</p>')


def _source_at_hand(key: str, content: Library) -> Markup:
    source, say = content.sources[key], content.interface["source"]
    graded = {row.certainty for row in content.findings.values() if row.source == key} - {"not graded"}
    about = [
        str(source.year) if source.year and str(source.year) not in source.short else None,
        say("kind", kind=content.labels["source_kind"][source.kind]),
        say("funding", funding=source.funding) if source.funding else None,
        *(say("certainty", certainty=content.labels["certainty"][level]) for level in sorted(graded)),
        source.note,
    ]
    return _AT_HAND.format(source.anchor, f"{content.number(key)}. {source.short}.", markup.sentences(about))


@locked_cache(maxsize=64)
def references(keys: tuple[str, ...], content: Library) -> Markup:
    """Sources as a short list in HTML, each with its number and its address, for paper."""
    lines = (f"[{content.number(key)}] {content.sources[key].short}. {content.sources[key].address}" for key in keys)
    return Markup("<ol>{}</ol>").format(markup.join(Markup("<li>{}</li>").format(line) for line in lines))
