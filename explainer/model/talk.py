"""A talk: its scenes, and their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from explainer.model.cells import Text

Talk = Literal["full", "short"]
SceneFigure = Literal[
    "title",
    "words",
    "timeline",
    "timeline on a true scale",
    "bars",
    "differences",
    "guess",
    "crowds",
    "pairs",
    "chance",
    "handout",
]
WITH_ROWS: tuple[SceneFigure, ...] = ("bars", "chance", "crowds", "differences", "pairs")


@dataclass(frozen=True)
class Scene:
    """What one moment of a talk shows: a headline that states the point, a figure, and at most three short lines.

    ``minutes`` are planned for it. ``big`` is the figure of a scene of words; ``rows`` are the findings or side effects
    that the figure counts. The rest is for the speaker: ``notes`` are spoken, a paragraph for what is there at first
    and one for each step; ``transition`` closes the scene; ``cues`` say what to do and are not spoken. It stands in the
    front matter of its ``topic``.
    """

    id: str
    topic: str
    minutes: Decimal
    figure: SceneFigure
    headline: Text
    notes: tuple[Text, ...]
    cues: tuple[Text, ...] = ()
    transition: Text | None = None
    lines: tuple[Text, ...] = ()
    rows: tuple[str, ...] = ()
    big: Text | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z-]*", self.id):
            raise ValueError(f"field 'id': '{self.id}' stands in links; type small letters and hyphens")
        if not 0 < self.minutes <= 10:
            raise ValueError(f"field 'minutes': {self.minutes} is not a time for one scene; type 0.5 to 10")
        if len(self.lines) > 3:
            raise ValueError(f"field 'lines': {len(self.lines)} lines cannot be read from the back; keep three")
        if (self.figure == "words") != bool(self.big):
            raise ValueError("field 'big': belongs to the figure 'words', and there it is needed")
        if (self.figure in WITH_ROWS) != bool(self.rows):
            named = ", ".join(f"'{one}'" for one in WITH_ROWS)
            raise ValueError(f"field 'rows': belongs to {named}, and there it is needed")

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the scene that the room sees."""
        return (self.headline, self.big or "", *self.lines)

    @property
    def spoken(self) -> tuple[str, ...]:
        """Every text of the scene that the speaker says, in its order."""
        return (*self.notes, *filter(None, [self.transition]))


@dataclass(frozen=True)
class TalkRow:
    """One scene's place in a talk."""

    talk: Talk
    scene: str


@dataclass(frozen=True)
class Speaker:
    """Who gives the talk, for its first scene. Whoever gives it can fill it in on the stage instead.

    ``logo`` is the name of a picture in ``content/assets``.
    """

    name: Text | None
    role: Text | None
    date: Text | None
    conflicts: Text | None
    logo: str | None
