"""For a person who edits the content, without a server.

python -m explainer check           every mistake in the content, each with its file, its place and its mend
python -m explainer check --count   the same, once what each file holds has been counted anew
python -m explainer copy PATH       the whole explainer as one HTML file
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from explainer.library import Library
from explainer.loading import counts
from explainer.loading.assets import CONTENT, missing_assets
from explainer.loading.loader import library, read
from explainer.loading.reading import ContentError, place
from explainer.loading.strays import strays
from explainer.loading.translation import languages


def _folders(root: Path) -> list[Path]:
    """Every folder of tables: that of the numbers, and one a language."""
    return list(dict.fromkeys(folder for one in languages(root) for folder in counts.folders(root, one)))


def _mistakes(root: Path) -> tuple[Library | None, list[str]]:
    """The content, where it can be used, and everything that is wrong with it or should be written down anew."""
    content, problems = None, [*missing_assets(root), *strays(root)]
    problems += (problem for folder in _folders(root) for problem in counts.grown(folder))
    for language in languages(root):
        try:
            found = read(root, language)
            content = content or found
        except ContentError as error:
            problems += error.problems
    return content, list(dict.fromkeys(problems))


def check(root: Path = CONTENT, count: bool = False) -> int:
    """Print every mistake, or one line that says there is none; returns what the command ends with."""
    for folder in _folders(root) if count else ():
        for path, now, before in counts.differing(folder):
            print(f"{place(path)}: {before} before, {now} now")
        counts.write(folder)
    content, problems = _mistakes(root)
    for number, problem in enumerate(problems, 1):
        print(f"{number}. {problem}")
    if problems:
        print(f"The content has {len(problems)} mistake(s). Mend them and check again: more may come to light.")
    elif content:
        held = [one for folder in _folders(root) for one in counts.counted(folder).items()]
        rows = sum({path.name: number for path, number in held if path.suffix == ".csv"}.values())
        print(f"No mistake in {len(content.topics)} topics, {rows} rows of data and {len(content.sources)} sources.")
    return 1 if problems else 0


def copy(target: Path) -> int:
    """Write the copy that needs no server, unless the content has a mistake."""
    if problem := check():
        return problem
    from explainer.outputs import static_copy  # plotly takes longer than all that check does

    target.write_text(static_copy.page(library()), encoding="utf-8")
    print(f"{target}: {target.stat().st_size / 1024:.0f} kB")
    return 0


def main(words: Sequence[str] | None = None) -> int:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m explainer", description="Check the content, or copy it out.")
    commands = parser.add_subparsers(required=True, metavar="check | copy")
    checking = commands.add_parser("check", help="print every mistake in the content")
    checking.add_argument("--count", action="store_true", help="first write down how much each file holds now")
    checking.set_defaults(run=lambda given: check(count=given.count))
    copying = commands.add_parser("copy", help="write the whole explainer as one HTML file")
    copying.add_argument("path", type=Path, nargs="?", default=Path("ketamine-for-depression.html"))
    copying.set_defaults(run=lambda given: copy(given.path))
    given = parser.parse_args(words)
    run: Callable[[argparse.Namespace], int] = given.run
    return run(given)


if __name__ == "__main__":
    raise SystemExit(main())
