"""What stands around the code: the workflow's rights, its actions, and who is cited."""

import re
from pathlib import Path

import pytest

from explainer.loading.loader import library
from tests.support.server import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_no_more_and_runs_actions_that_cannot_change(path: Path) -> None:
    text = path.read_text()
    assert re.search(r"^permissions:\n  contents: read\n(?! )", text, re.MULTILINE)
    assert ": write" not in text
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, said in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v[\d.]+", said), said


def test_every_python_that_is_allowed_is_tried() -> None:
    text = (ROOT / ".github" / "workflows" / "checks.yml").read_text()
    assert 'python: ["3.12", "3.13", "3.14"]' in text
    assert "container: python:3.11-" in text


def test_the_citation_names_the_page_as_it_names_itself() -> None:
    text = (ROOT / "CITATION.cff").read_text()
    assert f'\ntitle: "{library().site.title}"\n' in text


def test_community_cloud_finds_the_lock_first_and_nothing_before_it() -> None:
    """It installs from the first it finds of uv.lock, Pipfile, environment.yml, requirements.txt and pyproject.toml."""
    for name in ("uv.lock", "Pipfile", "environment.yml"):
        assert not (ROOT / name).exists()
    assert "[project]" not in (ROOT / "pyproject.toml").read_text()
    assert (ROOT / "requirements.txt").is_file()
