"""What is measured, each as a server of its own on this machine, and what the system knows of its process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks import ROOT
from explainer.loading.loader import library
from explainer.outputs import static_copy
from tests.support.server import QUIET

BARE, NAIVE, PLAIN, HOSTED = "bare page", "naive build", "streamlit run", "deploy/"
DASH, COPY = "Dash", "static copy"
APPS = [BARE, NAIVE, PLAIN, HOSTED, DASH, COPY]
OURS = [PLAIN, HOSTED]
STREAMLIT = [BARE, NAIVE, *OURS]

# With ?chart it is the least that a page with a chart of Streamlit's can be: the floor under every such page.
BARE_PAGE = """import time, streamlit as st
st.title("Bare")
if "chart" in st.query_params:
    st.plotly_chart([{"x": [1, 2], "y": [1, 2]}])
st.checkbox("Tick")
st.button("Again")
st.text(time.time_ns())
"""
# No visit is counted elsewhere: a request that fails would be measured too.
QUIET_CONFIG = "[browser]\ngatherUsageStats = false\n"
PEERS = Path(__file__).with_name(".peers")
PEER_PACKAGES = ["dash==4.4.1", "numpy==2.4.6", "plotly==7.1.0", "waitress==3.0.2", "markdown-it-py==4.3.0"]


@dataclass(frozen=True)
class App:
    """A server that runs, and the seconds from its start to its first answer."""

    process: subprocess.Popen[bytes]
    port: int
    started: float

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def cpu(self) -> float:
        """CPU milliseconds that it has used so far, all threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """MB of memory that it holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def stop(self) -> None:
        """End it, also while it is held."""
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        self.process.wait(timeout=20)


def say(text: str) -> None:
    """Tell the person who waits how far it has come."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def peers() -> Path:
    """The Python that has Dash, in an environment of its own that is made once."""
    python = PEERS / "bin" / "python"
    if not python.exists():
        say("installing Dash into benchmarks/.peers")
        subprocess.run([sys.executable, "-m", "venv", PEERS], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEER_PACKAGES], check=True)
    return python


def folders(made: Path) -> None:
    """Write what each server runs: the bare page, the naive build, the static copy, and this app as one checks it out.

    Streamlit watches the whole folder that it is started in: environments and caches of a developer would be measured.
    """
    not_checked_out = shutil.ignore_patterns(".git", ".venv", ".peers", "__pycache__", ".*_cache")
    for name in OURS:
        shutil.copytree(ROOT, made / name, ignore=not_checked_out)
    for name in (BARE, NAIVE, COPY):
        (made / name / ".streamlit").mkdir(parents=True)
        (made / name / ".streamlit" / "config.toml").write_text(QUIET_CONFIG)
    (made / BARE / "app.py").write_text(BARE_PAGE)
    shutil.copy(Path(__file__).with_name("naive.py"), made / NAIVE / "app.py")
    for folder in ("content", "explainer"):
        shutil.copytree(ROOT / folder, made / NAIVE / folder)
    (made / COPY / "index.html").write_text(static_copy.page(library()), encoding="utf-8")


def _command(name: str, port: int) -> list[str]:
    python: Path | str = peers() if name == DASH else sys.executable
    if name in STREAMLIT and name != HOSTED:
        module = f"streamlit run app.py --server.headless=true --server.port={port}"
    else:
        module = {
            HOSTED: f"uvicorn deploy.server:app --no-access-log --no-server-header --port={port}",
            DASH: f"waitress --host=127.0.0.1 --port={port} benchmarks.dash_app:server",
            COPY: f"http.server --bind=127.0.0.1 {port}",
        }[name]
    return [str(python), "-m", *module.split()]


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(name: str, made: Path, core: int | None = None, port: int = 0, env: Mapping[str, str] | None = None) -> App:
    """Start one of ``APPS``, on one core or one port if told so, and wait until it answers."""
    port = port or free_port()
    command = _command(name, port)
    if core is not None:
        command = ["taskset", "--cpu-list", str(core), *command]
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=made / name if (made / name).exists() else ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    )
    health = "/_stcore/health" if name in STREAMLIT else "/"
    while time.perf_counter() - began < 60:
        try:
            urllib.request.urlopen(f"http://localhost:{port}{health}", timeout=5)
            return App(process, port, time.perf_counter() - began)
        except OSError:
            time.sleep(0.02)
    process.kill()
    raise SystemExit(f"{name} did not start")


@contextmanager
def started(names: list[str], made: Path, core: int | None = None) -> Iterator[dict[str, App]]:
    """Start several, one after the other, and stop them at the end."""
    apps: dict[str, App] = {}
    try:
        for name in names:
            apps[name] = start(name, made, core)
        yield apps
    finally:
        for app in apps.values():
            app.stop()


@contextmanager
def held(app: App) -> Iterator[None]:
    """Let a server run for 10 of every 100 milliseconds, as a small host may."""
    over = threading.Event()

    def hold() -> None:
        while not over.is_set():
            app.process.send_signal(signal.SIGSTOP)
            time.sleep(0.09)
            app.process.send_signal(signal.SIGCONT)
            time.sleep(0.01)

    holding = threading.Thread(target=hold)
    holding.start()
    try:
        yield
    finally:
        over.set()
        holding.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser that Debian installs, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        yield browser
        browser.close()
