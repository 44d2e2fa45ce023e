"""The options side by side as HTML: one table for the screen, and the same as two for two sheets of paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from markupsafe import Markup, escape

from explainer import markup, prose
from explainer.draw import hundred
from explainer.library import Library
from explainer.model import Matter, Option, OptionCell, OptionNumber, OptionRow, Weight

STYLE = Path(__file__).parent / "option_grid.css"
ROWS: tuple[OptionRow, ...] = get_args(OptionRow)
WEIGHTS: tuple[Weight, ...] = get_args(Weight)
MARKED = WEIGHTS[1:]  # what matters not much marks nothing
SHEETS = ("1", "2")
INK = "#7E6BC4"  # of no treatment, and plain to see on white and on black
ROOM_FOR_THREE = " and (min-width: 62rem)"  # style.css says the same of the third choice
PLACES = ("first", "second", "third")  # beside each other, as an address names them
NONE = "none"  # nobody has to look at three


def grid(content: Library) -> Markup:
    """Every option and every question, as a table that scrolls where all of them are shown, also by keyboard."""
    say = content.interface["options"]
    return Markup('<div class="option-grid on-screen" role="region" tabindex="0" aria-label="{}">{}</div>').format(
        say["label"], _table(content.options, content, screen=True)
    )


def sheets(content: Library) -> Markup:
    """The same for paper: half of the options on each of two sheets."""
    halves = ([option for option in content.options if option.sheet == sheet] for sheet in SHEETS)
    return markup.join(
        Markup('<div class="option-grid on-paper">{}</div>').format(_table(half, content)) for half in halves
    )


def _table(options: Sequence[Option], content: Library, screen: bool = False) -> Markup:
    cells = {(cell.option, cell.row): cell for cell in content.option_cells}
    head = Markup('<th scope="col" class="o o-{0}"{1}>{2}</th>')
    line = Markup('<tr class="r-{0}"><th scope="row"{1}><div class="asked">{2}{3}</div></th>{4}</tr>')

    def named(kind: str, name: str) -> Markup:
        return Markup(' id="{}-{}"').format(kind, name) if screen else Markup("")

    heads = (head.format(option.id, named("option", option.id), option.name) for option in options)
    lines = (
        line.format(
            row,
            named("row", row),
            content.labels["option_row"][row],
            Markup("{}{}").format(_note(row, content), _speaks(row, content) if screen else ""),
            markup.join(_cell(cells[option.id, row], option, content, screen) for option in options),
        )
        for row in ROWS
    )
    return Markup("<table><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table>").format(
        markup.join(heads), markup.join(lines)
    )


def _cell(cell: OptionCell, option: Option, content: Library, screen: bool) -> Markup:
    known = "" if cell.known == "cited" else content.labels["option_known"][cell.known]
    summary = content.interface["options"]["summary"]
    seen: set[str] = set()

    def marked(text: str) -> str:
        """``text`` with a mark behind each source that we know from a summary, where it is first cited."""

        def mark(found: str) -> str:
            new = set(prose.keys_cited(found)) & set(cell.second_hand or ()) - seen
            seen.update(new)
            return f"{found} *{summary}*" if new else found

        return content.cited(prose.CITATION.sub(lambda found: mark(found.group()), text))

    lead, words = (_beside(markup.inline(marked(text.replace(" [@", "\u00a0[@")))) for text in (cell.lead, cell.words))
    note = Markup(" <em>{}</em>").format(known) if cell.known == "own words" else ""
    strips = _strips(content.option_rates.get((cell.option, cell.row), ()), content) if screen else ""
    return Markup('<td class="o o-{0}" data-option="{4}"><strong>{1}</strong> {5}{2}{3}</td>').format(
        option.id, lead, words, note, option.name, strips
    )


def _strips(rates: Sequence[int], content: Library) -> Markup:
    """The people of a first line as strips of 100, as it names them. One ink for every option: none is to be louder."""
    one = Markup('<span class="one"><b>{}</b>{}</span>')
    rest = content.treatments["control"].colour
    if not rates:
        return Markup("")
    return Markup('<span class="strips" aria-hidden="true">{}</span>').format(
        markup.join(
            one.format(content.numbers.of_100(str(people)), hundred.picture(people, ink, rest))
            for people, ink in zip(rates, (INK, rest), strict=True)
        )
    )


def _beside(html: Markup) -> Markup:
    """References open beside the page, where nothing that was ticked is lost."""
    return Markup(str(html).replace("<a href=", '<a target="_blank" rel="noopener" href='))


def _note(row: OptionRow, content: Library) -> Markup:
    """What the words in a row mean, where they need it."""
    note = content.interface["options"].get(f"note_{row}")
    return Markup('<span class="note">{}</span>').format(note) if note else Markup("")


def _speaks(row: OptionRow, content: Library) -> Markup:
    """What may matter and is answered in this row, each with each weight; ``style`` shows what was weighed."""
    span = Markup('<span class="mine {}">{}</span>')
    return markup.join(
        span.format(_mine(matter, weight), weighed(matter, weight, content))
        for matter in content.matters
        if row in matter.rows
        for weight in MARKED
    )


def _mine(matter: Matter, weight: Weight) -> str:
    return f"mine-{matter.id}-{weight}"


def weighed(matter: Matter, weight: Weight, content: Library) -> str:
    """What was weighed, and how much, in words."""
    return content.interface["options"]("weighed", words=matter.words, weight=content.labels["weight"][weight].lower())


def style(weights: Mapping[str, Weight], content: Library) -> Markup:
    """The style that marks the rows which speak to what matters to a reader, some or a lot."""
    chosen = [(matter, weights[matter.id]) for matter in content.matters if weights.get(matter.id) in MARKED]
    shown = ", ".join(f".on-screen .{_mine(matter, weight)}" for matter, weight in chosen)
    rows = ", ".join(f".on-screen .r-{row} > *" for row in ROWS if any(row in matter.rows for matter, _ in chosen))
    if not chosen:
        return Markup("")
    return Markup("<style>{} {{ display: block; }} {} {{ background: var(--mine); }}</style>").format(
        Markup(shown), Markup(rows)
    )


def said(weights: Mapping[str, Weight], content: Library) -> Markup:
    """Which rows are marked, and for what: each by its question."""
    say = content.interface["options"]
    chosen = [matter for matter in content.matters if weights.get(matter.id) in MARKED]
    rows = [row for row in ROWS if any(row in matter.rows for matter in chosen)]
    if not rows:
        return escape(say["nothing_weighed"])
    questions = " · ".join(content.labels["option_row"][row] for row in rows)
    return escape(say["marked"]).format(rows=questions)


def usual(content: Library) -> dict[str, str]:
    """What stands side by side until somebody chooses, by its place."""
    options = sorted((option for option in content.options if option.shown), key=lambda option: option.shown or "")
    return {place: option.id for place, option in zip(PLACES, options, strict=True)}


def chosen(options: Sequence[str]) -> Markup:
    """The style that shows these options side by side: the first two on every screen, all where there is room."""
    rule = Markup("@media screen{} {{ {} {{ display: block; }} }}")
    two, all_of_them = (
        Markup(", ".join(f".on-screen .o-{option}" for option in some)) for some in (options[:2], options)
    )
    return Markup("<style>{} {}</style>").format(rule.format("", two), rule.format(ROOM_FOR_THREE, all_of_them))


def weigh_list(content: Library) -> Markup:
    """What may matter, with a box for each weight, to tick on paper."""
    line = Markup("<li>{} <span>{}</span></li>")
    boxes = "\u2003".join(f"☐\u00a0{content.labels['weight'][weight]}" for weight in WEIGHTS)
    return Markup('<ul class="weigh">{}</ul>').format(
        markup.join(line.format(matter.words, boxes) for matter in content.matters)
    )


def numbers(content: Library) -> list[dict[str, str]]:
    """Every number of the grid that stands nowhere else, with all that it needs to be read fairly."""
    column, say, show = content.interface["columns"], content.interface["options"], content.numbers

    def number(one: OptionNumber) -> str:
        if one.kind == "fact" and one.low is not None and one.high is not None:
            value = show.span(one.low, one.high)
        else:
            value = show.with_interval(one.value, one.low, one.high)
        pair = value if one.control is None else show.versus(value, show.number(one.control))
        return say("number", number=pair, unit=content.labels["option_unit"][one.unit])

    def how(one: OptionNumber) -> str:
        second_hand = f"*({say['summary']})*" if one.confidence == "secondary" else ""
        return f"{second_hand} {say['computed'] if one.basis == 'computed' else ''}".strip()

    return [
        {
            column["number"]: number(one),
            column["counted"]: " ".join(filter(None, (one.what, how(one)))),
            column["who_when"]: f"{one.who}; {one.time}" if one.time else one.who,
            column["compared"]: say["nothing"] if one.beside == "none" else one.beside,
            column["people"]: show.count(one.n) if one.n else say["unknown"],
            column["source"]: content.named([one.source]),
        }
        for one in content.option_numbers
    ]
