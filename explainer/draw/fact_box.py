"""Benefits and harms of one treatment as tables: each rate in whole people, and a strip of 100 people to look at."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from explainer import prose, verdicts
from explainer.draw import hundred
from explainer.library import Library
from explainer.markup import join
from explainer.model import FactBlock, Finding, SideEffect, Trial
from explainer.numbers import whole_people


def block(one: FactBlock, content: Library) -> Markup:
    """The benefits or the harms of a fact box as an HTML table, the largest number first."""
    say = content.interface["facts"]
    tested = {trial.finding: trial for trial in content.trials}
    rows = [(line.label, content.rates[line.row]) for line in content.fact_rows if line.block == one.id]
    rows.sort(key=lambda row: -row[1].value)
    graded = any(isinstance(row, Finding) and row.certainty != "not graded" for _, row in rows)
    abouts = [_about(row, tested.get(row.id), graded, content) for _, row in rows]
    common = abouts[0] if len(set(abouts)) == 1 else ""  # what holds for every line is said once, above them
    line = Markup('<tr role="row"><th scope="row" role="rowheader">{} {}{}</th>{}{}</tr>')
    lines = [
        line.format(
            label,
            prose.reference(*content.reference(row.source)),
            "" if common else Markup('<span class="about">{}</span>').format(about),
            _cell(row, "", one, content),
            _cell(row, "control", one, content),
        )
        for (label, row), about in zip(rows, abouts, strict=True)
    ]
    caption = " · ".join(part for part in (one.who, one.when, common) if part)
    # On a phone the cells stand beneath each other, and a table drawn so is one only where its parts are named.
    return Markup(
        '<table class="box" role="table"><caption><strong>{kind}</strong> · {caption}</caption>'
        '<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">{head}</th>'
        '<th scope="col" role="columnheader">{treated}</th><th scope="col" role="columnheader">{compared}</th>'
        '</tr></thead><tbody role="rowgroup">{lines}</tbody></table>'
        '<p class="box-note">{note}</p>'
    ).format(
        note=" ".join(part for part in (one.note, "" if graded else say["ungraded"]) if part),
        kind=content.labels["fact_kind"][one.kind],
        caption=caption,
        head=say["head"],
        treated=one.treated,
        compared=one.compared,
        lines=join(lines),
    )


def _about(row: Finding | SideEffect, trial: Trial | None, graded: bool, content: Library) -> str:
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


def _cell(row: Finding | SideEffect, group: Literal["", "control"], one: FactBlock, content: Library) -> Markup:
    """One group's rate in whole people, with its interval where the paper has one; a half counts against the treatment.

    So it is rounded up for harm in the treated group and for benefit in the other one, and down elsewhere.
    """
    said, half_up = content.numbers, (one.kind == "harms") != bool(group)
    value = row.control if group else row.value
    if value is None:
        raise ValueError(f"{row.id} has no comparison")
    low, high = (getattr(row, f"{group}_{end}".strip("_"), None) for end in ("low", "high"))
    about = Markup("")
    if low is not None and high is not None:
        interval = said.interval(said.whole(low, half_up), said.whole(high, half_up))
        about = Markup('<span class="about">{}</span>').format(interval)
    treatment = row.treatment if isinstance(row, Finding) else row.product
    look, rest = content.treatments["control" if group else treatment], content.treatments["control"].colour
    label = one.compared if group else one.treated
    return Markup('<td role="cell" data-label="{}"><b>{}</b>{}{}</td>').format(
        label,
        said.whole(value, half_up),
        about,
        hundred.picture(whole_people(value, half_up), look.colour, rest),
    )


def sources(box: str, content: Library) -> str:
    """The sources of a fact box in one line."""
    blocks = [one.id for one in content.fact_blocks if one.box == box]
    own = next(one for one in content.fact_boxes if one.id == box)
    rows = [content.rates[line.row].source for line in content.fact_rows if line.block in blocks]
    names = content.named([*prose.keys_cited(f"{own.summary} {own.serious} {own.detail or ''}"), *rows])
    return content.interface["facts"]("sources", names=names)
