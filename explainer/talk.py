"""What a talk asks of whoever gives it: the steps of each scene, its words, and its time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from explainer import prose
from explainer.model import Scene

PACE = 130  # words a minute, spoken so that a room can follow
FILLED = (Decimal("0.75"), Decimal("0.95"))  # of a scene's time: the rest is for breath, steps and faces


def minutes(scenes: Iterable[Scene]) -> Decimal:
    """How long scenes are planned to take."""
    return sum((scene.minutes for scene in scenes), Decimal(0)).normalize()


def steps(scene: Scene, lanes: int) -> int:
    """How often *Next* is pressed before a scene is whole; ``lanes`` is how many the timeline has.

    On arrival a scene shows its headline and what its figure is about. Then comes one part after the other; the lines
    beneath a figure come together.
    """
    match scene.figure:
        case "title" | "handout":
            return 0
        case "words":
            return len(scene.lines)
        case "timeline":
            return lanes
        case "timeline on a true scale":
            return 1
        case "chance":  # one run of each trial, then all that tell
            parts = 2
        case "guess":  # phones may vote; then the room sees its guesses
            return 2
        case "crowds":  # the treated group, and each row's comparison
            parts = 1 + len(scene.rows)
        case "bars" | "differences" | "pairs":
            parts = len(scene.rows)
    return parts + bool(scene.lines)


def words(scene: Scene) -> int:
    """How many words the speaker says on a scene."""
    return sum(len(re.findall(r"[^\s–—]+", prose.plain(text))) for text in scene.spoken)
