"""The options side by side: every question answered for each, and every number used and marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import get_args

from explainer import prose
from explainer.loading.checks.read import Check, Read
from explainer.loading.reading import hint
from explainer.model import Finding, OptionNumber, OptionRow


def options_answer_each_question(read: Read) -> Iterator[str]:
    """Every option has one cell a question, of an option that there is, and a cell that is cited cites something."""
    content, where = read.content, read.file("option_cells")
    known = {option.id for option in content.options}
    told = Counter((cell.option, cell.row) for cell in content.option_cells)
    for option in content.options:
        for row in get_args(OptionRow):
            if told[option.id, row] != 1:
                yield (
                    f"{where}: '{option.id}' has {told[option.id, row]} rows for '{row}'; give it one, with "
                    "'not found' under 'known' where nothing was found"
                )
    for cell in content.option_cells:
        place, keys = f"{where} ({cell.option}, {cell.row})", prose.keys_cited(f"{cell.lead} {cell.words}")
        if cell.option not in known:
            yield f"{place}, field 'option': '{cell.option}' is no option{hint(cell.option, known)}"
        if cell.known in ("cited", "own words") and bool(keys) != (cell.known == "cited"):
            yield f"{place}, field 'known': '{cell.known}' does not fit its {len(keys)} sources; cite one, or change it"
        for key in set(cell.second_hand or ()) - set(keys):
            yield f"{place}, field 'second_hand': its words do not cite '{key}'{hint(key, keys)}"


def what_we_know_from_a_summary_says_so(read: Read) -> Iterator[str]:
    """A cell whose number is second-hand marks its source so."""
    rows: dict[str, Finding | OptionNumber] = {row.id: row for row in read.content.option_numbers}
    rows |= read.content.findings
    for cell in read.content.option_cells:
        for name in read.rows_in_cells.get((cell.option, cell.row), ()):
            row = rows.get(name)
            if row is not None and row.confidence == "secondary" and row.source not in (cell.second_hand or ()):
                yield (
                    f"{read.file('option_cells')} ({cell.option}, {cell.row}), field 'second_hand': '{name}' is known "
                    f"from a summary; type {row.source}"
                )


def option_numbers_are_used(read: Read) -> Iterator[str]:
    for row in read.content.option_numbers:
        if row.id not in read.used:
            yield f"{read.file('option_numbers')}: nothing uses the row '{row.id}'; use it or take it out"


CHECKS: tuple[Check, ...] = (
    options_answer_each_question,
    what_we_know_from_a_summary_says_so,
    option_numbers_are_used,
)
