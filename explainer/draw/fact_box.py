"""Benefits and harms of one treatment as tables: each rate in whole people, and a strip of 100 people to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from markupsafe import Markup

from explainer import prose, verdicts
from explainer.draw import hundred, paper
from explainer.draw.paper import BOLD, Drawing
from explainer.draw.timeline_svg import GREY
from explainer.library import Library
from explainer.markup import join
from explainer.model import FactBlock, FactBox, Finding, SideEffect, Trial
from explainer.numbers import whole_people

Rate = Finding | SideEffect
Group = Literal["", "control"]


@dataclass(frozen=True)
class Cell:
    """One group's people of 100 in whole people, as a number and in words, with their interval where there is one."""

    people: int
    number: str
    interval: str
    colour: str


@dataclass(frozen=True)
class Row:
    """One outcome of a block: what it is, what it rests on, and both groups."""

    label: str
    rate: Rate
    about: str
    treated: Cell
    compared: Cell


def _rows(one: FactBlock, content: Library) -> tuple[list[Row], str, str]:
    """The lines of a block, the largest number first; its caption, with what holds for all of them; and its note."""
    tested = {trial.finding: trial for trial in content.trials}
    rates = [(line.label, content.rates[line.row]) for line in content.fact_rows if line.block == one.id]
    rates.sort(key=lambda row: -row[1].value)
    graded = any(isinstance(row, Finding) and row.certainty != "not graded" for _, row in rates)
    abouts = [_about(row, tested.get(row.id), graded, content) for _, row in rates]
    common = abouts[0] if len(set(abouts)) == 1 else ""
    rows = [
        Row(label, row, "" if common else about, _cell(row, "", one, content), _cell(row, "control", one, content))
        for (label, row), about in zip(rates, abouts, strict=True)
    ]
    caption = " · ".join(part for part in (one.who, one.when, common) if part)
    ungraded = "" if graded else content.interface["facts"]["ungraded"]
    return rows, caption, " ".join(part for part in (one.note, ungraded) if part)


def block(one: FactBlock, content: Library) -> Markup:
    """The benefits or the harms of a fact box as an HTML table."""
    say, (rows, caption, note) = content.interface["facts"], _rows(one, content)
    line = Markup('<tr role="row"><th scope="row" role="rowheader">{} {}{}</th>{}{}</tr>')
    lines = [
        line.format(
            row.label,
            prose.reference(*content.reference(row.rate.source)),
            _small(row.about),
            _shown(row.treated, one.treated, content),
            _shown(row.compared, one.compared, content),
        )
        for row in rows
    ]
    # On a phone the cells stand beneath each other, and a table drawn so is one only where its parts are named.
    return Markup(
        '<table class="box" role="table"><caption><strong>{kind}</strong> · {caption}</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{head}</th>'
        '<th scope="col" role="columnheader">{treated}</th><th scope="col" role="columnheader">{compared}</th>'
        '</tr></thead><tbody role="rowgroup">{lines}</tbody></table>'
        '<p class="box-note">{note}</p>'
    ).format(
        note=note,
        kind=content.labels["fact_kind"][one.kind],
        caption=caption,
        head=say["head"],
        treated=one.treated,
        compared=one.compared,
        lines=join(lines),
    )


def _small(about: str) -> Markup:
    return Markup('<span class="about">{}</span>').format(about) if about else Markup("")


def _shown(cell: Cell, label: str, content: Library) -> Markup:
    drawn = hundred.picture(cell.people, cell.colour, content.treatments["control"].colour)
    return Markup('<td role="cell" data-label="{}"><b>{}</b>{}{}</td>').format(
        label, cell.number, _small(cell.interval), drawn
    )


def blocks(box: str, content: Library) -> Iterator[FactBlock]:
    """The tables of a fact box, in their order."""
    return (one for one in content.fact_blocks if one.box == box)


SMALL, LARGE, ROOM = 11.5, 19, 10
BROAD = 0.64  # the width of bold letters, times their size
COLUMNS, STRIP = (0, 340, 560), 150  # pixels: where the three columns of a sheet begin, and how wide 100 people are


def on_paper(box: str, content: Library) -> Drawing:
    """All tables of a fact box beneath each other, on a sheet."""
    parts: list[Markup] = []
    rest, widths = content.treatments["control"].colour, (320, 200, paper.WIDTH - COLUMNS[2])

    def beside(words: tuple[str, ...], y: float, size: float, look: str = "") -> float:
        """Words at the head of each column, and where the next thing can begin."""
        written = [
            paper.paragraph(one, x, y, width, size, look, letter=BROAD if look else paper.CHARACTER)
            for one, x, width in zip(words, COLUMNS, widths, strict=False)
        ]
        parts.extend(drawn for drawn, _ in written)
        return max(end for _, end in written)

    y = 0.0
    for one in blocks(box, content):
        rows, caption, note = _rows(one, content)
        parts.append(paper.text(content.labels["fact_kind"][one.kind], 0, y + LARGE, look=BOLD))
        words, y = paper.paragraph(caption, 0, y + LARGE + ROOM / 2, size=SMALL)
        parts.append(words)
        y = beside((content.interface["facts"]["head"], one.treated, one.compared), y + ROOM / 2, SMALL, BOLD)
        for row in rows:
            line = Markup('<path d="M0 {y:g}H{x}" stroke="{grey}" stroke-width="0.5"/>')
            parts.append(line.format(y=y + ROOM / 2, x=paper.WIDTH, grey=GREY))
            y += ROOM
            end = beside((row.label,), y, paper.SIZE)
            if row.about:
                end = beside((row.about,), end, SMALL)
            for cell, x in zip((row.treated, row.compared), COLUMNS[1:], strict=True):
                parts.append(paper.text(cell.number, x, y + LARGE - 3, LARGE, BOLD))
                parts.append(paper.text(cell.interval, x + 45, y + LARGE - 3, SMALL) if cell.interval else Markup(""))
                people = hundred.paths(cell.people, cell.colour, rest)
                place = Markup('<g transform="translate({} {:g}) scale({:g})">{}</g>')
                parts.append(place.format(x, y + LARGE + 3, STRIP / hundred.WIDTH, people))
            y = max(end, y + LARGE + 3 + STRIP / hundred.ASPECT)
        words, y = paper.paragraph(note, 0, y + ROOM, size=SMALL)
        parts.append(words)
        y += ROOM
    return Drawing(join(parts), ceil(y))


def in_words(box: str, content: Library) -> str:
    """The sheet's alternative: whom each table counts and when, and a sentence a line."""
    say, said = content.interface["facts"], []
    for one in blocks(box, content):
        rows, caption, note = _rows(one, content)
        said.append(f"{content.labels['fact_kind'][one.kind]}: {caption}.")
        said += [
            say(
                "said",
                label=row.label,
                treated=one.treated,
                number=content.numbers.of_100(row.treated.number),
                compared=one.compared,
                control=content.numbers.of_100(row.compared.number),
            )
            for row in rows
        ]
        said.append(note)
    return " ".join(said)


def _about(row: Rate, trial: Trial | None, graded: bool, content: Library) -> str:
    """How many people a line rests on, and what was found, as far as it is known."""
    say, said, labels = content.interface["facts"], content.numbers, content.labels
    if isinstance(row, SideEffect):
        if not row.active_n or not row.control_n:
            return ""
        return say("sizes", n=said.count(row.active_n), control_n=said.count(row.control_n))
    parts = [
        said.people(row.n) if row.n else "",
        labels["verdict"][verdicts.verdict(trial, row)] if trial else "",
        say("certainty", certainty=labels["certainty"][row.certainty]) if graded else "",
    ]
    return "; ".join(part for part in parts if part)


def _cell(row: Rate, group: Group, one: FactBlock, content: Library) -> Cell:
    """One group's rate in whole people, with its interval where the paper has one; a half counts against the treatment.

    So it is rounded up for harm in the treated group and for benefit in the other one, and down elsewhere.
    """
    said, half_up = content.numbers, (one.kind == "harms") != bool(group)
    value = row.control if group else row.value
    if value is None:
        raise ValueError(f"{row.id} has no comparison")
    low, high = (getattr(row, f"{group}_{end}".strip("_"), None) for end in ("low", "high"))
    interval = ""
    if low is not None and high is not None:
        interval = said.interval(said.whole(low, half_up), said.whole(high, half_up))
    treatment = row.treatment if isinstance(row, Finding) else row.product
    look = content.treatments["control" if group else treatment]
    return Cell(whole_people(value, half_up), said.whole(value, half_up), interval, look.colour)


def sources(box: FactBox, content: Library) -> list[str]:
    """The keys of the sources of a fact box."""
    tables = {one.id for one in blocks(box.id, content)}
    rows = [content.rates[line.row].source for line in content.fact_rows if line.block in tables]
    return [*prose.keys_cited(f"{box.summary} {box.serious} {box.detail or ''}"), *rows]
