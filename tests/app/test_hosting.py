"""The server of deploy/ as a service starts it; no browser is needed to see whether it serves."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainer.loading.loader import library
from explainer.outline import PAGES
from tests.support.server import ROOT, Server

CONTENT = library()


def get(server: Server, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("localhost", server.port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    given = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read().decode()
    connection.close()
    return answer.status, given, body


def test_started_from_any_folder_every_page_is_whole(
    tmp_path: Path, fresh_server: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a service starts it that names no folder, or one with another app's settings."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[theme.light]\nbackgroundColor = '#FF0000'\n")
    server = fresh_server(tmp_path, hosted=True)
    for page in PAGES:
        status, _, body = get(server, f"/{page}")
        assert status == 200, page
        assert "--page: #FCFBF9" in body, page
        assert CONTENT.site.disclaimer in body, page
    status, _, body = get(server, "/healthz")
    assert (status, json.loads(body)["status"]) == (200, "ok")


def test_a_server_that_was_told_nonsense_does_not_start_and_says_why() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "uvicorn", "deploy.server:app", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "PUBLIC_URL": "ketamine.example", "REDIS_URL": "redis:6379"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode
    assert [line.partition(" ")[0] for line in done.stderr.splitlines()] == ["PUBLIC_URL", "REDIS_URL"]
