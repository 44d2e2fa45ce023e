"""The vote of a talk: a question for each crowd that the room is shown afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from explainer import ballot
from explainer.loading.checks.read import Check, Read


def crowds_have_questions(read: Read) -> Iterator[str]:
    content = read.content
    say = content.interface["vote"]
    rows = [name for scene in content.scenes.values() if scene.figure == "crowds" for name in scene.rows]
    findings = [content.findings[name] for name in dict.fromkeys(rows) if name in content.findings]
    for crowd in dict.fromkeys([*(row.treatment for row in findings), *(row.id for row in findings)]):
        if ballot.asked(crowd) not in say:
            yield f"the text '{ballot.asked(crowd)}' is missing in {say.where}; add it, for phones guess this crowd"


CHECKS: tuple[Check, ...] = (crowds_have_questions,)
