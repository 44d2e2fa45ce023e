"""What to expect, one treatment day, the checklist beside the disclaimer, and who should not have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from explainer import dose, fragments, harms, markup, model
from explainer.dose import Entry
from explainer.draw import day
from explainer.library import Library
from explainer.markup import counted
from explainer.outline.blocks import (
    Blocks,
    Columns,
    Details,
    Group,
    Heading,
    Markup,
    PageLink,
    Picture,
    Prose,
    Slot,
    Table,
    TakeAlong,
)


def safety(content: Library) -> Blocks:
    say = content.pages["safety"]
    short = (
        Prose(
            markup.bullets(say[line] for line in ("common", "passes", "dangerous", "thoughts", "unsure")), "in-short"
        ),
    )
    disclaimer = (
        Heading(say["disclaimer"], 2, "disclaimer"),
        Prose(harms.first_words(content)),
    )
    ticks = (
        Heading(say["checklist"], 2, "checklist"),
        Prose(say["checklist_lead"]),
        Slot("checklist", checklist(content)),
    )
    rules = tuple(
        Details(
            counted(content.labels["precaution"][kind], sum(row.kind == kind for row in content.precautions)),
            (Prose(harms.precautions(kind, content), f"rules-{kind}"),),
        )
        for kind in get_args(model.PrecautionKind)
    )
    flags = [f"{flag.text} {content.citation(flag.source)}" for flag in content.red_flags]
    heavy = [f"**{row.name}.** {row.finding} {content.citation(row.source)}" for row in content.nonmedical]
    return (
        Heading(say["title"], 1),
        Prose(say["for"]),
        Columns((short, (emergencies(content),)), (7, 5)),
        *treatment_day(content),
        Details(say["from_my_dose"], (Slot("dose", (Prose(content.interface["dose"]["still"]),)),), key="from-my-dose"),
        Columns(((Group(disclaimer, "aside-disclaimer"),), ticks), (5, 8)),
        Details(say["rates"], (Table(tuple(harms.every_rate(content)), say["rates_label"]),)),
        Details(say["bladder"], (Prose(harms.bladder(content)),)),
        Heading(say["before"], 2, "before"),
        Prose(say["before_lead"]),
        *rules,
        Details(say["before_rules"], (Prose(content.site.stops),)),
        Heading(say["red_flags"], 2, "red-flags"),
        Details(counted(say["red_flags_list"], len(flags)), (Prose(markup.bullets(flags)),)),
        Details(
            counted(say["non_medical"], len(heavy)), (Prose(say["non_medical_lead"]), Prose(markup.bullets(heavy)))
        ),
        Heading(say["take_along"], 2, "take-along"),
        PageLink("choose", say["to_questions"], "questions", moved=True),
        PageLink("choose", say["to_sheet"], "sheet", moved=True),
    )


def emergencies(content: Library) -> Group:
    """The line to call, and behind one tap everything that needs help right away."""
    urgent = [item for item in content.checklist if item.group == "urgent"]
    return Group(
        (
            Prose(content.pages["safety"]["call_now"]),
            Prose(fragments.lines_to_call(content, "emergency")),
            Details(
                counted(content.pages["safety"]["emergency"], len(urgent)),
                (Prose(harms.urgent(content)), Prose(fragments.lines_to_call(content, "crisis"))),
                key="emergencies",
            ),
            Prose(content.pages["safety"]["jumps"]),
        ),
        "aside-emergency",
    )


def treatment_day(content: Library) -> Blocks:
    """One treatment day and one course as a figure's card."""
    figure, say, take = day.figure(content), content.interface["figure"], content.interface["take_along"]
    keyless = replace(figure, words=replace(figure.words, key=""))  # both drawings have one key, beneath them
    label = say("numbers_label", title=figure.words.title)
    return (
        Heading(figure.words.title, 2, "treatment-day"),
        Markup(harms.whose(content)),
        Group(tuple(Picture(keyless, name) for name in ("day-spray", "day-drip")), "drawn-day"),
        Prose(figure.words.key, "key-day"),
        Prose(f"**{say['how']}** {figure.words.how}"),
        Details(
            content.pages["safety"]["day_notes"],
            (
                Prose(f"**{say['limits']}** {figure.words.limits}"),
                Table(figure.table, label),
                Prose(fragments.figure_sources(figure.sources, content)),
                TakeAlong("day-spray", take["day-spray"]),
                TakeAlong("day-drip", take["day-drip"]),
            ),
        ),
    )


def booked(product: model.Product, listed: Sequence[Entry], content: Library) -> Blocks:
    """What comes when after one booked dose: its day, then, where it is a first one, the weeks after it."""
    say = content.interface["dose"]
    of_day = len([mark for mark in content.day if mark.product == product])
    minutes = day.time(dose.length(product, content), content)

    def lines(chosen: Sequence[Entry]) -> str:
        return markup.bullets(f"{one.line(content)} {content.citation(one.sources)}" for one in chosen)

    weeks = Prose(f"**{say['weeks']}**\n\n{lines(listed[of_day:])}", "dose-weeks")
    return (
        Prose(f"**{say['day']}**\n\n{lines(listed[:of_day])}", "dose-day"),
        Prose(f"{say(f'long_{product}', length=minutes)} {say['average']}"),
        *((weeks,) if listed[of_day:] else ()),
    )


def checklist(content: Library) -> Blocks:
    """Every item with its box, to tick on paper or in the copy."""
    groups = harms.checklist_groups(content)
    listed = tuple(
        Details(counted(title, len(items)), (Markup(harms.tick_list(items, content)),), opened=True)
        for title, items in groups.values()
    )
    return (Markup(harms.whose_notes(content)), *listed)
