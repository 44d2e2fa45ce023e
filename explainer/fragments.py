"""Pieces of Markdown and HTML that the pages, paper and the copy without a server share, and the names they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Literal

from markdown_it import MarkdownIt

from explainer import prose, verdicts
from explainer.caching import kept
from explainer.library import Library
from explainer.numbers import whole
from explainer.records import ChecklistItem, FactBlock, Finding, Medicine, Precaution, SideEffect, Topic, Trial

GROUPS = {
    "during": "During a dose or just after",
    "same_day": "Later that day",
    "repeated": "With repeated treatment",
    "urgent": "Rare but urgent",
}
PRODUCTS = {"esketamine_nasal": "Spray", "ketamine_iv": "Drip"}
KINDS = {
    "must_not": "Who should not have it",
    "tell_first": "Tell the clinic first if any of these apply to you",
    "medicines": "Medicines that matter",
    "on_the_day": "On the day",
    "warning": "The strongest warnings",
}
APPLIES = {"ketamine_iv": "Drip", "both": "Drip and spray", "esketamine_nasal": "Spray"}
FOR_ANAESTHESIA = "written for ketamine as an anaesthetic"
SECOND_HAND = {"passage": "", "secondary": " *(second-hand report)*", "not_found": ""}
MARKDOWN = MarkdownIt("commonmark", {"html": False})
MARKDOWN.render("ready")  # its rules are put together at first use, which is not safe for two readers at once


def aside(one: Topic, content: Library) -> str:
    """What stands beside a topic: its approval, what is not known, what a reader can do."""
    parts = [f"**Approval.** {one.approval}"] if one.approval else []
    parts += ["**What is not known**", bullets(one.unknown), "**What you can do**", bullets(one.do)]
    return content.cited("\n\n".join(parts))


def phone_links(content: Library, kind: str) -> str:
    """The first number of each country in one row of Markdown, each one tap away."""
    return " · ".join(
        f"{country} [{line.number}](tel:{line.tel})" for country, line in content.first_lines(kind).items()
    )


def lines_to_call(content: Library, kind: str) -> str:
    """The same with the words for what kind of line it is."""
    return content.interface["help"](kind, lines=phone_links(content, kind))


def calls(content: Library) -> str:
    """Whom to call now, for the place where somebody in danger reads."""
    return "\n\n".join(
        [
            f"**{content.site.crisis}** {content.interface['help']['call_now']}",
            lines_to_call(content, "crisis"),
            lines_to_call(content, "emergency"),
        ]
    )


def support(one: Topic, content: Library) -> str:
    """What a topic says to a reader in danger, whose words they are, and whom to call."""
    return "\n\n".join([*one.support, f"*{content.site.own_words}*", calls(content)])


def unknowns(content: Library) -> str:
    """What nobody knows, as a Markdown list. Where it speaks of suicide, the numbers to call stand in the same line."""
    lines = []
    for row in content.unknowns:
        line = f"**{row.question}** {row.why}"
        speaks_of_it = "suicide" in line.lower()
        lines.append(f"{line} **{content.site.crisis}** {phone_links(content, 'crisis')}" if speaks_of_it else line)
    return bullets(lines)


def closing(one: Topic, content: Library) -> str:
    """The last line of a topic: its sources and the day it was checked."""
    keys = content.keys_of(one.parts)
    sources = f"**Sources:** {content.named(keys)}. " if keys else ""
    return f"{sources}Checked on {one.checked.day} {one.checked:%B %Y}."


def bullets(lines: tuple[str, ...] | list[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


@kept(4096)
def inline(markdown: str) -> str:
    """One line of Markdown as HTML."""
    return str(MARKDOWN.renderInline(markdown))


def table(rows: Iterable[Mapping[str, str]], label: str) -> str:
    """Rows that share their keys, as a table that scrolls inside itself on a narrow screen, also by keyboard.

    A browser draws it at once; the same table in Markdown holds a page up, and with Arrow it weighs 0.8 MB.
    """
    rows = list(rows)
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in rows[0])
    body = "".join(f"<tr>{''.join(f'<td>{inline(cell)}</td>' for cell in row.values())}</tr>" for row in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(label)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def claim_parts(content: Library) -> list[dict[str, str]]:
    """The parts of the sentence that is everywhere, as rows that share their keys."""
    return [
        {"Part": part.part, "Verdict": f"**{part.verdict}**", "Why": content.cited(part.why)}
        for part in content.claim_parts
    ]


def dates(content: Library) -> list[dict[str, str]]:
    """The dates that matter, as rows that share their keys."""
    return [
        {
            "When": event.when,
            "What": " ".join(filter(None, [f"{event.event}.{SECOND_HAND[event.confidence]}", event.note])),
            "Where": event.jurisdiction,
            "Medicine": event.product,
            "Source": content.named(event.source),
        }
        for event in content.events
    ]


def source(key: str, content: Library) -> str:
    """A source as Markdown: its heading is the anchor that every reference number leads to."""
    one = content.sources[key]
    where = ", ".join(str(part) for part in (one.journal, one.year) if part)
    about = [
        f"Kind: {one.kind}",
        f"Paid for by: {one.funding}" if one.funding else None,
        one.note,
        f"Supports: {'; '.join(content.uses[key])}",
    ]
    return f"### {one.short}\n\n" + "  \n".join(
        [
            f"**{content.number(key)}.** {_sentences([one.authors, f'*{one.title}*', where])}",
            f"[{one.address.removeprefix('https://').removeprefix('http://')}]({one.address})",
            _sentences(about),
        ]
    )


def source_list(keys: Iterable[str], content: Library) -> str:
    """Sources as HTML, each under a heading that every reference number leads to."""
    return "".join(
        str(MARKDOWN.render(source(key, content)))
        .replace("<h3>", f'<h3 id="{content.sources[key].anchor}">', 1)
        .replace("<a href=", '<a target="_blank" rel="noopener" href=')
        for key in keys
    )


def references(keys: Iterable[str], content: Library) -> str:
    """Sources as a short list in HTML, each with its number and its address, for paper."""
    lines = (f"[{content.number(key)}] {content.sources[key].short}. {content.sources[key].address}" for key in keys)
    return f"<ol>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ol>"


def _sentences(parts: list[str | None]) -> str:
    """The parts that there are, each closed by one full stop."""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


# --- safety ----------------------------------------------------------------------------------------------------


def first_words(content: Library) -> str:
    """What is read before anything else of the disclaimer."""
    return content.cited(f"**{content.disclaimer.takeaway}** {content.disclaimer.body.split(chr(10) * 2)[0]}")


def urgent(content: Library) -> str:
    """What needs help right away, as a Markdown list."""
    return bullets([f"**{item.name}.** {item.feels_like}" for item in content.checklist if item.group == "urgent"])


UNITS = {
    "per 100 people": "of 100",
    "per 20000 sessions": "case for every 20,000 sessions",
    "of 6630 people": "of 6,630 people stopped because of it, as clinics remembered",
    "of 2342 sessions": "of 2,342 sessions",
}


def rate(one: SideEffect) -> str:
    """A rate in words with its comparison, such as 'Spray: 41 of 100, against 9 with dummy spray …'."""
    shown, control = one.shown, one.control_shown
    if one.unit == "per 100 people":
        shown = shown if one.value_high is not None else whole(one.value, half_up=True)
        control = control if one.control is None or one.control_high is not None else whole(one.control, half_up=False)
    text = f"{PRODUCTS[one.product]}: **{shown}** {UNITS.get(one.unit, one.unit)}"
    if one.control is not None:
        return f"{text}, against **{control}** with {one.comparator}"
    return f"{text} (no comparison group)" if one.comparator_kind == "none" else f"{text} (comparison not printed)"


def help_for(item: ChecklistItem) -> str:
    """What to do about an item; advice that no source printed says that nobody reviewed it."""
    return item.help if item.help_reviewed else f"{item.help} (not reviewed)"


def _pressure(studies: list[SideEffect]) -> str:
    """How far the upper number rose, study beside study: one alone would comfort or frighten more than it may."""
    rises = "; ".join(
        f"**{whole(one.value, half_up=True)}** on average among {one.active_n} people, {one.time_label}"
        for one in studies
    )
    return f"{PRODUCTS[studies[0].product]}, rise of the upper number: {rises} (no comparison group)"


def effect(item: ChecklistItem, content: Library) -> list[str]:
    """What a reader learns about one item: what it is like, and how often by the first rate of each product."""
    rates = [one for one in content.side_effects if one.item == item.id]
    said = []
    for product in PRODUCTS:
        of_product = [one for one in rates if one.product == product]
        pressure = [one for one in of_product if one.unit == "mmHg mean rise"]
        if of_product:
            said.append(f"{_pressure(pressure) if pressure else rate(of_product[0])}.")
    counted = " ".join(said)
    cited = content.citation(sources_of(item, content))
    return [f"{item.feels_like} {item.course or ''}".strip(), f"{counted} {cited}".strip()]


def tick_list(items: Iterable[ChecklistItem], content: Library) -> str:
    """Items of the checklist with a box each, as HTML that needs no script."""
    do = content.interface["checklist"]["do"]

    def line(item: ChecklistItem) -> str:
        known = "".join(f"<div>{inline(text)}</div>" for text in effect(item, content))
        return (
            f'<li><label><input type="checkbox"><strong>{escape(item.name)}</strong> ({escape(item.term)})</label>'
            f"{known}<div><strong>{escape(do)}</strong> {escape(help_for(item))}</div></li>"
        )

    return f'<ul class="tick">{"".join(map(line, items))}</ul>'


def sources_of(item: ChecklistItem, content: Library) -> list[str]:
    """The sources of an item and of every rate of it."""
    return [*item.source, *(one.source for one in content.side_effects if one.item == item.id)]


def every_rate(content: Library) -> list[dict[str, str]]:
    """Every rate behind the checklist with all that it needs to be read fairly, as rows that share their keys."""
    names = {item.id: item.name for item in content.checklist}
    return [
        {
            "Effect": names[one.item],
            "Product": PRODUCTS[one.product],
            "Rate": f"{one.shown} {one.unit}",
            "Comparison": f"{one.control_shown} with {one.comparator}" if one.control is not None else one.comparator,
            "How many": " v ".join(f"{n:,}" for n in (one.active_n, one.control_n) if n) or "not stated",
            "Who and when": f"{one.population}; {one.time_label}",
            "Note": " ".join(
                filter(None, [one.note, "Computed here from printed counts." if one.basis == "computed" else ""])
            )
            or "–",
            "Source": f"{content.sources[one.source].short} {content.citation([one.source])}",
        }
        for one in content.side_effects
    ]


def precautions(kind: str, content: Library) -> str:
    """The rules of one kind in Markdown: medicine by medicine, the others under what they are for.

    What is for the drip comes first, and is never mixed with what is for the spray. That a rule was written for
    ketamine as an anaesthetic is said once above those for which it holds.
    """
    rows = [row for row in content.precautions if row.kind == kind]
    if kind == "medicines":
        return "\n\n".join(
            [content.site.medicines, *(_medicine(medicine, rows, content) for medicine in content.medicines)]
        )
    blocks: dict[str, list[str]] = {heading: [] for heading in HEADINGS}
    for row in rows:
        line = f"**{row.topic}** ({row.jurisdiction}). {_said(row, content)}"
        blocks[_heading(row, content)].append(line)
    return "\n\n".join(f"**{heading}**\n\n{bullets(lines)}" for heading, lines in blocks.items() if lines)


DRIP_ANAESTHETIC = f"For the drip (ketamine): {FOR_ANAESTHESIA}"
DRIP_OTHER = "For the drip (ketamine): from clinics, studies and regulators"
BOTH = "For the drip and the spray"
SPRAY = "For the spray (esketamine)"
HEADINGS = (DRIP_ANAESTHETIC, DRIP_OTHER, BOTH, SPRAY)


def _heading(row: Precaution, content: Library) -> str:
    """The heading that a rule stands under."""
    if row.applies_to == "ketamine_iv":
        return DRIP_ANAESTHETIC if content.written_for_anaesthesia(row) else DRIP_OTHER
    return BOTH if row.applies_to == "both" else SPRAY


def _medicine(medicine: Medicine, rows: Iterable[Precaution], content: Library) -> str:
    """All that is said of one medicine, each line with its product first, and whose it is."""
    known_as = f" ({medicine.known_as})" if medicine.known_as else ""
    order, lines = list(APPLIES), []
    for row in sorted((row for row in rows if row.topic == medicine.name), key=lambda row: order.index(row.applies_to)):
        whose = f"we looked in the {row.jurisdiction} texts" if row.confidence == "not_found" else row.jurisdiction
        if content.written_for_anaesthesia(row):
            whose += f"; {FOR_ANAESTHESIA}"
        lines.append(f"**{APPLIES[row.applies_to]}** ({whose}). {_said(row, content)}")
    return f"**{medicine.name}**{known_as}\n\n{bullets(lines)}"


def _said(row: Precaution, content: Library) -> str:
    """What a rule says, how sure we are that it does, and where."""
    return f"{row.text}{SECOND_HAND[row.confidence]} {content.citation(row.source)}".rstrip()


def bladder(content: Library) -> str:
    """What was printed about the bladder, by date, as a Markdown list."""
    return bullets([f"**{row.when}.** {row.text} {content.citation(row.source)}" for row in content.bladder])


# --- fact boxes ------------------------------------------------------------------------------------------------


def fact_block(block: FactBlock, content: Library) -> str:
    """The benefits or the harms of a fact box as an HTML table."""
    tested = {trial.finding: trial for trial in content.trials}
    rows = [(line.label, content.rates[line.row]) for line in content.fact_rows if line.block == block.id]
    graded = any(isinstance(row, Finding) and row.certainty != "not graded" for _, row in rows)
    abouts = [_about(row, tested.get(row.id), graded) for _, row in rows]
    common = abouts[0] if len(set(abouts)) == 1 else ""  # what holds for every line is said once, above them
    lines = []
    for (label, row), about in zip(rows, abouts, strict=True):
        reference = prose.reference(*content.reference(row.source))
        said = "" if common else f'<span class="about">{about}</span>'
        lines.append(
            f'<tr><th scope="row">{escape(label)} {reference}{said}</th>'
            f"{_cell(row, '', block)}{_cell(row, 'control', block)}</tr>"
        )
    ungraded = "" if graded else " Nobody has graded how sure these numbers are."
    return (
        f'<p class="box-note">{escape(block.note)}{ungraded}</p>'
        f'<table class="box"><caption><strong>{block.kind.capitalize()}</strong> · {escape(block.who)} · '
        f"{escape(block.when)}{f' · {common}' if common else ''}</caption>"
        f'<thead><tr><th scope="col">How many of 100, in whole people</th>'
        f'<th scope="col">{escape(block.treated)}</th><th scope="col">{escape(block.compared)}</th>'
        f"</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _about(row: Finding | SideEffect, trial: Trial | None, graded: bool) -> str:
    """How many people a line rests on, and what was found, as far as it is known."""
    if isinstance(row, SideEffect):
        return f"{row.active_n} and {row.control_n} people" if row.active_n and row.control_n else ""
    found = verdicts.verdict(trial, row) if trial else ""
    people = f"{row.people} people" if row.n else ""
    parts = [people, found, f"certainty {row.certainty}" if graded else ""]
    return "; ".join(part for part in parts if part)


def _cell(row: Finding | SideEffect, group: Literal["", "control"], block: FactBlock) -> str:
    """One group's rate in whole people, with its interval where the paper has one; a half counts against the treatment.

    So it is rounded up for harm in the treated group and for benefit in the other one, and down elsewhere.
    """
    half_up = (block.kind == "harms") != bool(group)
    value = row.control if group else row.value
    if value is None:
        raise ValueError(f"{row.id} has no comparison")
    ends = [getattr(row, f"{group}_{end}".strip("_"), None) for end in ("low", "high")]
    interval = " to ".join(whole(end, half_up) for end in ends if end is not None)
    about = f'<span class="about">({interval})</span>' if interval else ""
    return f"<td>{whole(value, half_up)}{about}</td>"


def fact_sources(box: str, content: Library) -> str:
    """The sources of a fact box in one line."""
    blocks = [block.id for block in content.fact_blocks if block.box == box]
    summary, serious = next((one.summary, one.serious) for one in content.fact_boxes if one.id == box)
    rows = [content.rates[line.row].source for line in content.fact_rows if line.block in blocks]
    return f"**Sources:** {content.named([*prose.keys_cited(summary), *prose.keys_cited(serious), *rows])}."
