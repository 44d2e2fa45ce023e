"""The side-effects checklist beside the disclaimer; who should not have it; red flags."""

from __future__ import annotations

from typing import get_args

from explainer import fragments, model
from explainer.library import Library
from explainer.outline.blocks import Blocks, Columns, Details, Group, Heading, Markup, PageLink, Prose, Slot, Table


def safety(content: Library) -> Blocks:
    say = content.pages["safety"]
    first = (
        Heading(say["disclaimer"], 2, "disclaimer"),
        Prose(fragments.first_words(content)),
        Heading(say["emergency"], 3, "emergency"),
        Prose(fragments.lines_to_call(content, "emergency")),
        Prose(fragments.urgent(content)),
    )
    ticks = (
        Heading(say["checklist"], 2, "checklist"),
        Prose(say["checklist_lead"]),
        Slot("checklist", checklist(content)),
    )
    rules = tuple(
        Details(
            f"**{content.labels['precaution'][kind]}** ({sum(row.kind == kind for row in content.precautions)})",
            (Prose(fragments.precautions(kind, content)),),
            opened=kind == "must_not",
        )
        for kind in get_args(model.PrecautionKind)
    )
    heavy = [f"**{row.name}.** {row.finding} {content.citation(row.source)}" for row in content.nonmedical]
    flags = (
        Heading(say["red_flags"], 2, "red-flags"),
        Prose(fragments.bullets([f"{flag.text} {content.citation(flag.source)}" for flag in content.red_flags])),
    )
    outside = (
        Heading(say["non_medical"], 2, "non-medical"),
        Prose(f"{say['non_medical_lead']}\n\n{fragments.bullets(heavy)}"),
    )
    return (
        Heading(say["title"], 1),
        Prose(say["jumps"]),
        Columns(((Group(first, "aside-disclaimer"),), ticks), (5, 8)),
        Details(say["rates"], (Table(tuple(fragments.every_rate(content)), say["rates_label"]),)),
        Details(say["bladder"], (Prose(fragments.bladder(content)),)),
        Heading(say["before"], 2, "before"),
        Prose(content.site.stops),
        *rules,
        Columns((flags, outside)),
        Heading(say["take_along"], 2, "take-along"),
        PageLink("choose", say["to_questions"], "questions", moved=True),
        PageLink("choose", say["to_sheet"], "sheet", moved=True),
    )


def checklist(content: Library) -> Blocks:
    """Every item with its box, to tick on paper or in the copy."""
    return tuple(
        Details(
            f"**{content.labels['group'][group]}** ({len(items)})",
            (Markup(fragments.tick_list(items, content)),),
            opened=True,
        )
        for group in get_args(model.Group)
        if (items := [item for item in content.checklist if item.group == group])
    )
