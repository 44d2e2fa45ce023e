"""The evidence page: findings, trials and fact boxes."""

from __future__ import annotations

from collections.abc import Iterator

from explainer import verdicts
from explainer.loading.assets import ORIGINAL
from explainer.loading.checks.read import Check, Read
from explainer.loading.reading import hint


def findings_exist(read: Read) -> Iterator[str]:
    """Tables that show a finding by its id; a line of a fact box may show a side effect instead."""
    content, effects = read.content, {row.id for row in read.content.side_effects}
    named = [(mark.finding, "timeline") for mark in content.marks]
    named += [(row.finding, "one_dose") for row in content.one_dose]
    named += [(row.finding, "trials") for row in content.trials]
    named += [(row.row, "fact_rows") for row in content.fact_rows if row.row not in effects]
    for name, table in named:
        if name not in content.findings:
            yield f"{read.file(table)}: '{name}' is no finding{hint(name, content.findings)}"


def findings_are_used(read: Read) -> Iterator[str]:
    content = read.content
    used = read.used | {row.finding for row in content.marks} | {row.finding for row in content.one_dose}
    used |= {row.finding for row in content.trials} | {row.row for row in content.fact_rows}
    used |= {mark.rate for mark in content.day if mark.rate}
    for name in content.findings:
        if name not in used:
            yield f"{read.file('findings')}: nothing uses the row '{name}'; use it or take it out"


def glance_shows_pairs(read: Read) -> Iterator[str]:
    paired = [row.finding for row in read.content.trials if row.outcome in ("response", "remission", "relapse")]
    for one in read.content.glance:
        if one.finding not in paired:
            yield (
                f"{read.file('glance')}: '{one.finding}' is no response, remission or relapse in trials.csv"
                f"{hint(one.finding, paired)}"
            )


def tests_agree_with_intervals(read: Read) -> Iterator[str]:
    for trial in read.content.trials:
        row = read.content.findings.get(trial.finding)
        if row is not None and (wrong := verdicts.disagreement(trial, row)):
            yield f"{read.file('trials')} ({trial.finding}), {wrong}"


def fact_boxes_hold_together(read: Read) -> Iterator[str]:
    content = read.content
    blocks, boxes = {block.id for block in content.fact_blocks}, {box.id for box in content.fact_boxes}
    for line in content.fact_rows:
        if line.block not in blocks:
            yield f"{read.file('fact_rows')} ({line.row}): '{line.block}' is no block{hint(line.block, blocks)}"
    for block in content.fact_blocks:
        if block.box not in boxes:
            yield f"{read.file('fact_blocks')} ({block.id}): there is no table [box.{block.box}]; add it"


def fact_boxes_compare_with_one_thing(read: Read) -> Iterator[str]:
    """Lines that are compared with something other than the box says. It reads words, so it reads the original's."""
    if read.language != ORIGINAL:
        return
    content = read.content
    beside = {box.id: box.beside for box in content.fact_boxes}
    box_of = {block.id: block.box for block in content.fact_blocks}
    for line in content.fact_rows:
        row = content.rates.get(line.row)
        wanted = beside.get(box_of.get(line.block, ""))
        if row is not None and wanted and wanted not in row.comparator:
            yield (
                f"{read.file('fact_rows')} ({line.row}): is compared with '{row.comparator}', its box with '{wanted}'; "
                "give it a box of its own"
            )


CHECKS: tuple[Check, ...] = (
    findings_exist,
    findings_are_used,
    glance_shows_pairs,
    tests_agree_with_intervals,
    fact_boxes_hold_together,
    fact_boxes_compare_with_one_thing,
)
