"""What stands around the code: the workflow's rights, its actions, and who is cited."""

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

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


CONTAINER = (ROOT / "deploy" / "Containerfile").read_text()
COPIED = re.findall(r"^COPY (\S+) ", CONTAINER, re.MULTILINE)


def test_the_builder_of_the_container_is_sent_what_is_copied_and_nothing_else() -> None:
    """Else the history and somebody's environment, of a gigabyte or so, would go along."""
    first, *rest = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert first == "*"
    assert {line for line in rest if line.startswith("!")} == {f"!{path.partition('/')[0]}" for path in COPIED}
    assert all((ROOT / path).exists() for path in COPIED)


def test_the_container_can_read_the_app_whatever_the_modes_of_the_clone() -> None:
    steps = re.findall(r"^(COPY|USER|RUN chmod -R a\+rX /app$)", CONTAINER, re.MULTILINE)
    assert steps[-2:] == ["RUN chmod -R a+rX /app", "USER"]


KUBERNETES = (ROOT / "deploy" / "kubernetes.yaml").read_text()
RESOURCES = [(one, re.search(r"^kind: (\w+)", one, re.MULTILINE)) for one in KUBERNETES.split("\n---\n")]
DEPLOYMENTS = [text for text, kind in RESOURCES if kind and kind[1] == "Deployment"]


def test_nothing_in_the_cluster_may_do_more_than_it_must() -> None:
    assert len(DEPLOYMENTS) == 2  # the app, and the rooms that its replicas share
    for text in DEPLOYMENTS:
        for least in (
            "automountServiceAccountToken: false",
            "runAsNonRoot: true",
            "readOnlyRootFilesystem: true",
            "allowPrivilegeEscalation: false",
            "capabilities: { drop: [ALL] }",
            "limits: { memory: ",
        ):
            assert least in text, least


def test_replicas_share_their_rooms_and_not_one_machine() -> None:
    (app,) = [text for text in DEPLOYMENTS if "replicas: 3" in text]
    assert "topologyKey: kubernetes.io/hostname" in app
    host = re.search(r'REDIS_URL, value: "redis://([\w-]+):6379"', app)
    assert host
    assert any(kind and kind[1] == "Service" and f"name: {host[1]}\n" in text for text, kind in RESOURCES)


def test_a_reader_stays_on_one_replica_by_a_gateway_that_somebody_looks_after() -> None:
    """ingress-nginx gets no mends any more; the Gateway API is what took its place."""
    assert "nginx" not in KUBERNETES
    assert "consistentHash: { type: SourceIP }" in KUBERNETES
    assert "accessLog: { disable: true }" in KUBERNETES


@pytest.mark.parametrize("font", ["DejaVuSans", "DejaVuSans-Bold"])
def test_what_a_font_says_of_its_own_licence_comes_with_it(font: str) -> None:
    """The letters that came from Arev have a notice of their own."""
    folder = ROOT / "content" / "assets" / "fonts"
    beside = " ".join((folder / "LICENSE").read_text("utf-8").split())
    names = TTFont(folder / f"{font}.ttf")["name"]
    for place in (0, 13):  # the copyright, and the licence
        assert " ".join(str(names.getDebugName(place)).split()) in beside
