"""Our browser scripts, as text: Streamlit takes a component's script as one string, and a page's inside its HTML.

The files of components are ES modules that import each other, which a linter and an editor can follow; a string cannot
import anything, so ``module`` puts a file and what it imports one after the other.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default )", re.MULTILINE)
_REMARK = re.compile(r"(?m)^\s*//.*\n| +// .*$")  # for those who write it: nobody's phone has to load them


@cache
def module(file: Path) -> str:
    """A module and all that it imports as one, each file once and before whoever needs it.

    They share one scope then: no two of them may declare the same name. tests/unit/test_browser_scripts.py looks.
    """
    found: dict[Path, str] = {}
    _collect(file.resolve(), found)
    return "".join(found.values())


def _collect(file: Path, found: dict[Path, str]) -> None:
    if file in found:
        return
    source = file.read_text(encoding="utf-8")
    for path in _IMPORT.findall(source):
        _collect((file.parent / path).resolve(), found)
    found[file] = _EXPORT.sub("", _IMPORT.sub("", remarkless(file)))


@cache
def script(name: str) -> str:
    """A script that a page runs by itself. ``deploy/`` allows it by its hash."""
    return remarkless(HERE / name)


def remarkless(file: Path) -> str:
    """A script as readers get it."""
    return _REMARK.sub("", file.read_text(encoding="utf-8"))
