"""A new install is the one that was tested: every package that anything needs is locked, by version and hash."""

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.server import ROOT

LOCKS = ["requirements.txt", "deploy/requirements.txt", "tests/requirements.txt"]
ENTRY = re.compile(r"^([\w.-]+)==(\S+)((?: ; .+?)?) \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """The version of each package of a lock."""
    return {canonicalize_name(package): version for package, version, *_ in ENTRY.findall((ROOT / name).read_text())}


def asked(file: Path) -> list[Requirement]:
    """What an .in file names, and those that it begins with."""
    lines = [line.partition("  #")[0] for line in file.read_text().splitlines() if not line.startswith("#")]
    more = [wanted for line in lines if line.startswith("-r ") for wanted in asked(file.parent / line[3:])]
    return more + [Requirement(line) for line in lines if line and not line.startswith("-r ")]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_nothing_but_packages_by_version_and_hash(name: str) -> None:
    text = re.sub(r"^#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    assert ENTRY.sub("", text).strip() == ""  # no address of an index, and no package without a hash


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_its_in_file_names_and_all_that_this_needs(name: str) -> None:
    lock, seen = locked(name), set()
    wanted = asked((ROOT / name).with_suffix(".in"))
    assert all(one.specifier.contains(lock[canonicalize_name(one.name)]) for one in wanted)
    while wanted:
        one = wanted.pop()
        package = canonicalize_name(one.name)
        if (package, *one.extras) in seen:
            continue
        seen.add((package, *one.extras))
        assert package in lock, f"{name}: run tools/lock.sh, {package} is not in it"
        try:
            needs = [Requirement(need) for need in requires(package) or []]
        except PackageNotFoundError:  # not installed here: what it needs is asked of the lock that is
            continue
        for extra in ["", *one.extras]:
            wanted += [need for need in needs if need.marker is None or need.marker.evaluate({"extra": extra})]


def test_the_locks_agree() -> None:
    app, hosted, tests = map(locked, LOCKS)
    assert app.items() <= hosted.items() <= tests.items()
