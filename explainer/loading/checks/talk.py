"""The talk: scenes that exist, fit a screen and can be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import get_args

from explainer import prose
from explainer.loading.assets import CONTENT
from explainer.loading.checks import scenes
from explainer.loading.checks.read import Check, Read
from explainer.loading.reading import hint
from explainer.model import Talk
from explainer.talk import FILLED, PACE, steps, words


def talks_show_scenes(read: Read) -> Iterator[str]:
    where, content = read.file("talks"), read.content
    rows = [row for talk in content.talks.values() for row in talk]
    for row in rows:
        if row.scene not in content.scenes:
            yield f"{where}: '{row.scene}' is no scene{hint(row.scene, content.scenes)}"
    for talk in get_args(Talk):
        if len(content.talks[talk]) < 2:
            yield f"{where}: the talk '{talk}' needs two scenes at least"
    for scene in content.scenes.values():
        if scene.id not in {row.scene for row in rows}:
            yield (
                f"{_place_of(scene.topic, scene.id, read)}: no talk shows this scene; give it a row in {where} or take "
                "it out"
            )


LONGEST_HEADLINE, LONGEST_LINE = 75, 90  # characters that fit a scene at 24 px on a screen of 1280 x 720


def scenes_fit_the_screen(read: Read) -> Iterator[str]:
    for scene in read.content.scenes.values():
        for text, longest in [(scene.headline, LONGEST_HEADLINE), *((line, LONGEST_LINE) for line in scene.lines)]:
            if len(prose.plain(text)) > longest:
                yield (
                    f"{_place_of(scene.topic, scene.id, read)}: '{prose.plain(text)[:40]}…' is longer than {longest} "
                    "characters; shorten it"
                )


def scenes_can_be_spoken(read: Read) -> Iterator[str]:
    """There is something to say at each step, as much as the time allows, and a way on to what follows."""
    low, high = FILLED
    last = read.content.talks["full"][-1].scene if read.content.talks["full"] else ""
    for scene in read.content.scenes.values():
        at = _place_of(scene.topic, scene.id, read)
        asked = 1 + steps(scene, len(read.content.lanes))
        if len(scene.notes) != asked:
            yield (
                f"{at}, field 'notes': {len(scene.notes)} paragraphs; type {asked}: one for what is there at first, "
                "and one for each press of Next"
            )
        spoken, room = words(scene), scene.minutes * PACE
        if not low * room <= spoken <= high * room:
            yield (
                f"{at}, field 'notes': {spoken} words for {scene.minutes} minutes; say {ceil(low * room)} to "
                f"{int(high * room)}, or change 'minutes'"
            )
        if not scene.transition and scene.id != last:
            yield f"{at}: the field 'transition' is missing; type a sentence that leads on to what follows"


def scenes_count_rows_that_exist(read: Read) -> Iterator[str]:
    rates = read.content.rates
    for scene in read.content.scenes.values():
        for name in scene.rows:
            if name not in rates:
                yield (
                    f"{_place_of(scene.topic, scene.id, read)}, field 'rows': '{name}' is no finding or side effect"
                    f"{hint(name, rates)}"
                )


def scenes_can_be_drawn(read: Read) -> Iterator[str]:
    """A figure of a talk says of its rows only what is true of all of them, and draws nothing that no row has."""
    for scene in read.content.scenes.values():
        rows = [read.content.rates[name] for name in scene.rows if name in read.content.rates]
        if len(rows) == len(scene.rows):  # a row that is not there is named already
            for wrong in scenes.wrong(scene.figure, rows, read.content):
                yield f"{_place_of(scene.topic, scene.id, read)}, field 'rows': {wrong}"
    if not any(scene.figure == "crowds" for scene in read.content.scenes.values()):
        yield f"{read.folder}/topics: no scene has the figure 'crowds'; the evidence page lets people guess its rows"
    logo = read.content.speaker.logo
    if logo and not (CONTENT / "assets" / logo).is_file():
        yield f"{read.folder}/site.toml, [speaker], field 'logo': content/assets/{logo} is not there; bring the file"


def _place_of(topic: str, scene: str, read: Read) -> str:
    return f"{read.folder}/topics/…-{topic}.md, {scene}"


CHECKS: tuple[Check, ...] = (
    talks_show_scenes,
    scenes_fit_the_screen,
    scenes_can_be_spoken,
    scenes_count_rows_that_exist,
    scenes_can_be_drawn,
)
