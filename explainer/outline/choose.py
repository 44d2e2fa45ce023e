"""The choice: what else there is, what matters to a reader, words for relatives, questions, and the visit sheet."""

from __future__ import annotations

from explainer import fragments
from explainer.library import Library
from explainer.outline.blocks import Blocks, Details, Heading, PageLink, Prose, Slot


def choose(content: Library) -> Blocks:
    say = content.pages["choose"]
    return (
        Heading(say["title"], 1),
        Prose(say["lead"]),
        Heading(say["questions"], 2, "questions"),
        *questions(content),
        Heading(say["sheet"], 2, "sheet"),
        Prose(say["sheet_lead"]),
        PageLink("safety", say["to_checklist"], "checklist"),
        Slot("sheet", (Prose(say["sheet_still"]),)),
    )


def questions(content: Library) -> Blocks:
    """The questions to ask a clinic, by what they are about."""
    groups = dict.fromkeys(one.group for one in content.questions)
    return tuple(
        Details(
            f"**{group}** ({sum(one.group == group for one in content.questions)})",
            (
                Prose(
                    fragments.bullets(
                        f"{one.question} {content.citation(one.source)}"
                        for one in content.questions
                        if one.group == group
                    )
                ),
            ),
        )
        for group in groups
    )
