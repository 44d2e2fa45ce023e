"""Pieces of Markdown and HTML that the pages, paper and the copy without a server share, and the names they use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Literal

from markdown_it import MarkdownIt

from explainer import prose
from explainer.caching import kept
from explainer.library import Library
from explainer.records import ChecklistItem, FactBlock, Finding, Precaution, SideEffect, Topic, Trial

GROUPS = {
    "during": "During a dose or just after",
    "same_day": "Later that day",
    "repeated": "With repeated treatment",
    "urgent": "Rare but urgent",
}
PRODUCTS = {"esketamine_nasal": "Spray", "ketamine_iv": "Drip"}
KINDS = {
    "must_not": "Who should not have it",
    "tell_first": "Tell the clinic first if any of these is you",
    "medicines": "Medicines that matter",
    "on_the_day": "On the day",
    "warning": "The strongest warnings",
}
APPLIES = {"esketamine_nasal": "spray", "ketamine_iv": "ketamine", "both": "spray and ketamine"}
SECOND_HAND = {"passage": "", "secondary": " *(second-hand report)*"}
MARKDOWN = MarkdownIt("commonmark", {"html": False})
MARKDOWN.render("ready")  # its rules are put together at first use, which is not safe for two readers at once


def aside(one: Topic, content: Library) -> str:
    """What stands beside a topic: its approval, what is not known, what a reader can do."""
    parts = [f"**Approval.** {one.approval}"] if one.approval else []
    parts += ["**What is not known**", bullets(one.unknown), "**What you can do**", bullets(one.do)]
    return content.cited("\n\n".join(parts))


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


def rate(one: SideEffect) -> str:
    """A rate in words with its comparison, such as 'Spray: 41 of 100, against 9 with dummy spray …'."""
    unit = one.unit.replace("per 100 people", "of 100").replace("per 20000 sessions", "case for every 20,000 sessions")
    text = f"{PRODUCTS[one.product]}: **{one.shown}** {unit}"
    if one.control is not None:
        return f"{text}, against **{one.control_shown}** with {one.comparator}"
    return f"{text} (no comparison group)" if one.comparator_kind == "none" else f"{text} (comparison not printed)"


def help_for(item: ChecklistItem) -> str:
    """What to do about an item; advice that no source printed says that nobody reviewed it."""
    return item.help if item.help_reviewed else f"{item.help} (not reviewed)"


def effect(item: ChecklistItem, content: Library) -> list[str]:
    """What a reader learns about one item: what it is like, and how often by the first rate of each product."""
    rates = [one for one in content.side_effects if one.item == item.id]
    first = {one.product: one for one in reversed(rates)}
    counted = " ".join(f"{rate(first[product])}." for product in PRODUCTS if product in first)
    cited = content.citation([*item.source, *(one.source for one in rates)])
    return [f"{item.feels_like} {item.course or ''}".strip(), f"{counted} {cited}".strip()]


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


def precaution(row: Precaution, content: Library) -> str:
    """One rule with whom it is for and whose it is."""
    return (
        f"**{row.topic}** ({APPLIES[row.applies_to]}, {row.jurisdiction}). {row.text}"
        f"{SECOND_HAND[row.confidence]} {content.citation(row.source)}"
    )


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
            f'<tr><th scope="row">{escape(label)} {reference}{said}</th>{_cell(row, "")}{_cell(row, "control")}</tr>'
        )
    ungraded = "" if graded else " Nobody has graded how sure these numbers are."
    return (
        f'<p class="box-note">{escape(block.note)}{ungraded}</p>'
        f'<table class="box"><caption><strong>{block.kind.capitalize()}</strong> · {escape(block.who)} · '
        f"{escape(block.when)}{f' · {common}' if common else ''}</caption>"
        f'<thead><tr><th scope="col">How many of 100</th>'
        f'<th scope="col">{escape(block.treated)}</th><th scope="col">{escape(block.compared)}</th>'
        f"</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _about(row: Finding | SideEffect, trial: Trial | None, graded: bool) -> str:
    """How many people a line rests on, and what was found, as far as it is known."""
    if isinstance(row, SideEffect):
        return f"{row.active_n} and {row.control_n} people" if row.active_n and row.control_n else ""
    parts = [f"{row.people} people", trial.verdict if trial else "", f"certainty {row.certainty}" if graded else ""]
    return "; ".join(part for part in parts if part)


def _cell(row: Finding | SideEffect, group: Literal["", "control"]) -> str:
    """One group's rate, with its interval where the paper has one."""
    value = row.control if group else row.value
    ends = [getattr(row, f"{group}_{end}".strip("_"), None) for end in ("low", "high")]
    interval = f'<span class="about">({ends[0]} to {ends[1]})</span>' if None not in ends else ""
    return f"<td>{value}{interval}</td>"


def fact_sources(box: str, content: Library) -> str:
    """The sources of a fact box in one line."""
    blocks = [block.id for block in content.fact_blocks if block.box == box]
    summary, serious = next((one.summary, one.serious) for one in content.fact_boxes if one.id == box)
    rows = [content.rates[line.row].source for line in content.fact_rows if line.block in blocks]
    return f"**Sources:** {content.named([*prose.keys_cited(summary), *prose.keys_cited(serious), *rows])}."
