"""The choice: what else there is, what matters to a reader, words for relatives, questions, and the visit sheet."""

from __future__ import annotations

from typing import get_args, get_type_hints

from explainer import fragments, markup
from explainer.draw import option_grid
from explainer.library import Library
from explainer.model import EDITORIAL, Relative
from explainer.outline.blocks import Blocks, Columns, Details, Group, Heading, Markup, PageLink, Prose, Slot, Table

TIMES: tuple[str, ...] = get_args(get_type_hints(Relative)["time"])


def choose(content: Library) -> Blocks:
    say = content.pages["choose"]
    return (
        Heading(say["title"], 1),
        Prose(say["lead"], "measure-lead"),
        Prose(f"{say['decision']}\n\n{markup.bullets(one.name for one in content.options)}", "decision"),
        Group((Group(matters(content), "matters-beside"), Group(options(content), "options-beside")), "choice"),
        *beneath(content),
        Heading(say["steps"], 2, "steps"),
        Prose("\n".join(f"{at}. {step}" for at, step in enumerate(content.site.steps, 1))),
        Heading(say["questions"], 2, "questions"),
        Prose(say["questions_lead"]),
        *questions(content),
        Heading(say["sheet"], 2, "sheet"),
        Prose(say["sheet_lead"], "measure-sheet"),
        PageLink("safety", say["to_checklist"], "checklist"),
        Slot("sheet", (Prose(say["sheet_still"]),)),
        *relatives(content),
    )


def matters(content: Library) -> Blocks:
    """What matters to a reader, right beside the options, or before them, so that the marks it sets are seen."""
    say = content.pages["choose"]
    return (
        Heading(say["matters"], 2, "matters"),
        Prose(say["matters_lead"], "measure-matters"),
        Group((Markup(option_grid.weigh_list(content)),), "paper-weigh"),
        Slot("weigh"),
    )


def options(content: Library) -> Blocks:
    """The options side by side on the screen."""
    say = content.pages["choose"]
    return (
        Heading(say["options"], 2, "options"),
        Prose(say["how"], "measure-how"),
        Slot("side by side"),
        Markup(option_grid.grid(content)),
    )


def beneath(content: Library) -> Blocks:
    """All of them on two sheets of paper, and every number with its source."""
    say, site = content.pages["choose"], content.site
    closing = f"{site.disclaimer} {content.dated} {site.crisis} {fragments.phone_links(content, 'crisis')}"
    cited = content.keys_of(f"{cell.lead} {cell.words}" for cell in content.option_cells)
    numbers = option_grid.numbers(content)
    return (
        Group(
            (
                Prose(f"**{say['title']}** {say['decision']} {say['how']}"),
                Markup(option_grid.sheets(content)),
                Prose(content.interface["facts"]("sources", names=content.named(cited)), explained=False),
                Prose(closing),
            ),
            "paper-options",
        ),
        Prose(f"{say['side_by_side']}\n\n{say['condition']}", "measure-beside"),
        Slot("print"),
        Details(
            content.interface["options"]("numbers", count=len(numbers)),
            (Table(tuple(numbers), content.interface["options"]["numbers_label"]),),
        ),
    )


def relatives(content: Library) -> Blocks:
    """Words for those who stand by somebody, with the numbers to call beside them."""
    say, own = content.pages["choose"], content.labels["option_known"]["own words"]

    def line(row: Relative) -> str:
        return f"{row.words} {f'*({own})*' if row.source == (EDITORIAL,) else content.citation(row.source)}"

    groups = (
        f"### {content.labels['relative'][time]}\n\n"
        + markup.bullets(line(row) for row in content.relatives if row.time == time)
        for time in TIMES
    )
    calls = Group((Prose(fragments.calls(content)), Prose(say["relatives_call"])), "aside-relatives")
    return (
        Heading(say["relatives"], 2, "relatives"),
        Prose(say["relatives_lead"], "measure-relatives"),
        Columns(((Prose("\n\n".join(groups), "rules-relatives"),), (calls,)), (8, 5)),
    )


def questions(content: Library) -> Blocks:
    """The questions to ask a clinic, by what they are about."""
    groups = dict.fromkeys(one.group for one in content.questions)
    return tuple(
        Details(
            f"**{group}** ({sum(one.group == group for one in content.questions)})",
            (
                Prose(
                    markup.bullets(
                        f"{one.question} {content.citation(one.source)}"
                        for one in content.questions
                        if one.group == group
                    )
                ),
            ),
        )
        for group in groups
    )
