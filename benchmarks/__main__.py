"""Measures everything side by side and writes benchmarks/results.md; progress goes to the terminal.

    .venv/bin/python -m benchmarks [rounds]

Seven rounds take about seventy minutes on two cores, one round (a trial) about fifteen. Nothing else should run
meanwhile. Needs Linux, and what tests/run.sh installs.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import clicks, faults, first_answers, load, phones, readers
from benchmarks.apps import folders, peers, say
from benchmarks.report import Results, machine, rounds, table

TEXT = """# What it costs

Measured by `python -m benchmarks {rounds}` on {machine}. Medians; for faults, the worst of all readers. A ratio to the
naive build or to the bare page is of the same run. "At most" and "at least" name the bar that was set for the measure.

{table}
"""


def main() -> None:
    """Measure, and write the table after each part, so that a run that is stopped leaves what it has."""
    results = Results()
    peers()
    with tempfile.TemporaryDirectory() as made:
        folders(Path(made))
        for part in (load, clicks, readers, first_answers, phones, faults):
            part.measure(rounds(), Path(made), results)
            text = TEXT.format(rounds=rounds(), machine=machine(), table=table(results))
            Path(__file__).with_name("results.md").write_text(text, encoding="utf-8")
    say("written to benchmarks/results.md")


if __name__ == "__main__":
    main()
