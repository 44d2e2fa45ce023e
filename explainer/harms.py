"""Side effects, the checklist and the rules of who should not have it, as Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import get_args

from markupsafe import Markup

from explainer import fragments, markup
from explainer.caching import locked_cache
from explainer.draw import day, hundred
from explainer.library import Library
from explainer.model import (
    AppliesTo,
    ChecklistItem,
    Medicine,
    Precaution,
    Product,
    SideEffect,
)

PRODUCTS: tuple[Product, ...] = get_args(Product)
DRIP_FIRST: tuple[AppliesTo, ...] = ("ketamine_iv", "both", "esketamine_nasal")


def first_words(content: Library) -> str:
    """What is read before anything else of the disclaimer."""
    return content.cited(f"**{content.disclaimer.takeaway}** {content.disclaimer.body.split(chr(10) * 2)[0]}")


def urgent(content: Library) -> str:
    """What needs help right away, as a Markdown list."""
    return markup.bullets(
        [f"**{item.name}.** {item.feels_like}" for item in content.checklist if item.group == "urgent"]
    )


def rate(effect: SideEffect, content: Library) -> str:
    """A rate in words with its comparison, such as 'Spray: 41 of 100, against 9 with dummy spray …'."""
    say, numbers, labels = content.interface["safety"], content.numbers, content.labels
    of_100 = effect.unit == "per 100 people"

    def number(value: Decimal, high: Decimal | None, half_up: bool) -> str:
        return numbers.whole(value, half_up) if of_100 and high is None else numbers.up_to(value, high)

    about = {
        "product": labels["product"][effect.product],
        "number": number(effect.value, effect.value_high, half_up=True),
        "unit": labels["rate_said"][effect.unit],
    }
    if effect.control is not None:
        control = number(effect.control, effect.control_high, half_up=False)
        return say("against", **about, control=control, comparator=effect.comparator)
    return say("no_group" if effect.comparator_kind == "none" else "not_printed", **about)


def _pressure(studies: Sequence[SideEffect], content: Library) -> str:
    """How far the upper number rose, study beside study: one alone would comfort or frighten more than it may."""
    say, numbers = content.interface["safety"], content.numbers
    rises = "; ".join(
        say(
            "rise",
            number=numbers.whole(effect.value, half_up=True),
            n=numbers.count(effect.active_n or 0),
            time=effect.time_label,
        )
        for effect in studies
    )
    return say("rises", product=content.labels["product"][studies[0].product], rises=rises)


def _shown(rates: Sequence[SideEffect], product: Product, content: Library) -> Markup:
    """How often something happens with one product: its first rate, as people of 100 where it is one."""
    say = content.interface["hundred"]
    pressure = [one for one in rates if one.unit == "mmHg mean rise"]
    if pressure:
        return markup.inline(f"{_pressure(pressure, content)}.")
    if not rates:
        return Markup(say["no_rate"]).format(product=content.labels["product"][product])
    one = rates[0]
    if one.unit != "per 100 people" or one.value_high is not None:
        return markup.inline(f"{rate(one, content)}.")
    strip = Markup('<span class="one"><span><strong>{}</strong> {}</span>{}</span>')
    rest = content.treatments["control"].colour
    return markup.join(
        strip.format(group.number, group.short, hundred.strip(group.people, group.colour, rest))
        for group in day.groups(one, product, content)
    )


def rates_shown(item: ChecklistItem, content: Library) -> Markup:
    """How often an item happens, product by product: never in one line, because the two were not counted alike."""
    rates = [one for one in content.side_effects if one.item == item.id]
    if not rates:
        return Markup('<p class="rate">{}</p>').format(content.interface["hundred"]["no_rate_at_all"])
    block = Markup('<p class="rate {}">{}</p>')
    return markup.join(
        block.format(product, _shown([one for one in rates if one.product == product], product, content))
        for product in PRODUCTS
    )


def about(item: ChecklistItem, content: Library) -> str:
    """What an item is like, how long it lasts, and where that was printed."""
    return markup.spaced(item.feels_like, item.course, content.citation(sources_of(item, content)))


def help_cited(item: ChecklistItem, content: Library) -> str:
    """What to do about an item. Where a source printed it, the source stands behind it; else nobody reviewed it."""
    return markup.spaced(item.help, content.citation(item.help_basis) if item.help_reviewed else "")


@locked_cache(maxsize=128)
def known(item: ChecklistItem, content: Library) -> Markup:
    """All that is known of an item beneath its name: how often, and behind a line that opens what it is like.

    Of an urgent one that stands there at once; what to do about it stands above.
    """
    say = content.interface["checklist"]
    if item.group == "urgent":
        return Markup("{}<p>{}</p>").format(rates_shown(item, content), markup.inline(about(item, content)))
    return Markup("{}<details><summary>{}</summary><p>{}</p><p><strong>{}</strong> {}</p></details>").format(
        rates_shown(item, content),
        say["more"],
        markup.inline(about(item, content)),
        say["do"],
        markup.inline(help_cited(item, content)),
    )


COMMON = 7  # items that are open at first: a longer list is not read to its end


def _often(item: ChecklistItem, product: Product, content: Library) -> tuple[Decimal, Decimal]:
    """How many of 100 an item happens to with ``product``, and with the other one; 0 where that is not known."""

    def first(product: Product) -> Decimal:
        own = (one for one in content.side_effects if one.item == item.id and one.product == product)
        one = next(own, None)
        return one.value if one and one.unit == "per 100 people" else Decimal(0)

    own, other = sorted(PRODUCTS, key=lambda one: one != product)
    return first(own), first(other)


@locked_cache(4)
def checklist_groups(
    content: Library, product: Product = PRODUCTS[0]
) -> Mapping[str, tuple[str, tuple[ChecklistItem, ...]]]:
    """The groups of the checklist, each with its title and its items; what is most common with ``product`` comes first.

    The first group holds nothing of which no number is known: that would call common what nobody has counted.
    """
    say, groups = content.interface["checklist"], {}
    for group, title in content.labels["group"].items():
        items = [item for item in content.checklist if item.group == group]
        if group != "urgent":
            items.sort(key=lambda item: _often(item, product, content), reverse=True)
        if group == "during":
            most = [item for item in items if _often(item, product, content)[0]][:COMMON]
            groups["common"] = (say("common", title=title), tuple(most))
            title, items = say("less_common", title=title), [item for item in items if item not in most]
        groups[group] = (title, tuple(items))
    return MappingProxyType({name: group for name, group in groups.items() if group[1]})


def whose(content: Library) -> Markup:
    """The choice of one product, which the picture of the day and the checklist follow by the style sheet alone."""
    say = content.interface["whose"]
    choice = Markup('<label><input type="radio" name="whose-numbers" class="{0}" value="{0}"{1}> {2}</label>')
    choices = (
        choice.format(product, Markup("" if at else " checked"), say[product]) for at, product in enumerate(PRODUCTS)
    )
    return Markup('<fieldset class="whose"><legend>{}</legend>{}</fieldset>').format(
        say["choose"], markup.join(choices)
    )


def whose_notes(content: Library) -> Markup:
    """Of whom the numbers of the checklist are, and beside what: once, for the product that was chosen."""
    note = Markup('<p class="of {}">{}</p>')
    say = content.interface["whose"]
    return markup.join(
        note.format(product, markup.inline(content.cited(say[f"note_{product}"]))) for product in PRODUCTS
    )


def tick_list(items: Iterable[ChecklistItem], content: Library) -> Markup:
    """Items of the checklist with a box each, as HTML that needs no script."""
    line = Markup('<li><label><input type="checkbox"><strong>{}</strong>{}</label>{}{}</li>')
    do = Markup("<p><strong>{}</strong> {}</p>")
    lines = (
        line.format(
            item.name,
            term(item),
            do.format(content.interface["checklist"]["get_help"], markup.inline(help_cited(item, content)))
            if item.group == "urgent"
            else "",
            known(item, content),
        )
        for item in items
    )
    return Markup('<ul class="tick">{}</ul>').format(markup.join(lines))


def term(item: ChecklistItem) -> str:
    """The medical word for an item, behind its name, where it is another one."""
    return "" if item.term.lower() == item.name.lower() else f" ({item.term})"


def sources_of(item: ChecklistItem, content: Library) -> list[str]:
    """The sources of an item and of every rate of it."""
    return [*item.source, *(one.source for one in content.side_effects if one.item == item.id)]


def every_rate(content: Library) -> list[dict[str, str]]:
    """Every rate behind the checklist with all that it needs to be read fairly, as rows that share their keys."""
    names = {item.id: item.name for item in content.checklist}
    say, column, numbers = content.interface["safety"], content.interface["columns"], content.numbers

    def row(effect: SideEffect) -> dict[str, str]:
        compared = effect.comparator
        if effect.control is not None:
            number = numbers.up_to(effect.control, effect.control_high)
            compared = say("compared", number=number, comparator=effect.comparator)
        sizes = [numbers.count(n) for n in (effect.active_n, effect.control_n) if n]
        size = numbers.versus(*sizes) if len(sizes) == 2 else next(iter(sizes), say["n_unknown"])
        unit = content.labels["rate_unit"][effect.unit]
        number = numbers.up_to(effect.value, effect.value_high)
        if effect.unit == "per 100 people" and effect.value_high is None and effect.value % 1:
            number = say("printed", whole=numbers.whole(effect.value, half_up=True), number=number)
        return {
            column["effect"]: names[effect.item],
            column["product"]: content.labels["product"][effect.product],
            column["rate"]: say("rate", number=number, unit=unit),
            column["comparison"]: compared,
            column["how_many"]: size,
            column["who_when"]: f"{effect.population}; {effect.time_label}",
            column["note"]: markup.spaced(effect.note, say["computed"] if effect.basis == "computed" else "")
            or say["nothing"],
            column["source"]: f"{content.sources[effect.source].short} {content.citation([effect.source])}",
        }

    return [row(one) for one in content.side_effects]


def precautions(kind: str, content: Library) -> str:
    """The rules of one kind in Markdown: medicine by medicine, the others under what they are for.

    What is for the drip comes first, and is never mixed with what is for the spray. That a rule was written for
    ketamine as an anaesthetic stands once, above those for which it holds.
    """
    rows = [row for row in content.precautions if row.kind == kind]
    if kind == "medicines":
        return "\n\n".join(
            [content.site.medicines, *(_medicine(medicine, rows, content) for medicine in content.medicines)]
        )
    blocks: dict[str, list[str]] = {heading: [] for heading in HEADINGS}
    for row in rows:
        line = f"**{row.topic}** ({row.jurisdiction}). {_rule(row, content)}"
        blocks[_heading(row, content)].append(line)
    say = content.interface["safety"]
    return "\n\n".join(f"### {say[heading]}\n\n{markup.bullets(lines)}" for heading, lines in blocks.items() if lines)


HEADINGS = ("drip_anaesthetic", "drip_other", "both", "spray")  # texts of [safety], in the order of the page


def _heading(row: Precaution, content: Library) -> str:
    """The heading that a rule stands under."""
    if row.applies_to == "ketamine_iv":
        return "drip_anaesthetic" if content.written_for_anaesthesia(row) else "drip_other"
    return "both" if row.applies_to == "both" else "spray"


def _medicine(medicine: Medicine, rows: Iterable[Precaution], content: Library) -> str:
    """All that is said of one medicine, each line with its product first, and whose it is."""
    known_as = f" ({medicine.known_as})" if medicine.known_as else ""
    say, lines = content.interface["safety"], []
    own = (row for row in rows if row.medicine == medicine.id)
    for row in sorted(own, key=lambda row: DRIP_FIRST.index(row.applies_to)):
        whose = say("looked", jurisdiction=row.jurisdiction) if row.confidence == "not_found" else row.jurisdiction
        if content.written_for_anaesthesia(row):
            whose += f"; {say['anaesthesia']}"
        lines.append(f"**{content.labels['applies_to'][row.applies_to]}** ({whose}). {_rule(row, content)}")
    return f"**{medicine.name}**{known_as}\n\n{markup.bullets(lines)}"


def _rule(row: Precaution, content: Library) -> str:
    """What a rule says, how sure we are that it does, and where."""
    return markup.spaced(row.text, fragments.second_hand(row.confidence, content), content.citation(row.source))


def bladder(content: Library) -> str:
    """What was printed about the bladder, by date, as a Markdown list."""
    date = content.numbers.date
    return markup.bullets(
        [f"**{date(row.date)}.** {row.text} {content.citation(row.source)}" for row in content.bladder]
    )
