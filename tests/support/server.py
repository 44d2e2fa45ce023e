"""The app as a deployer starts it, and what a copy of the project leaves out."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
IGNORED = shutil.ignore_patterns(".git", ".venv", ".peers", "__pycache__", ".*_cache")  # in a copy of the project
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# As deploy/Containerfile sets them, and README tells whoever hosts it without that.
BEHIND_A_SIGN_ON = {"WEBSOCKETS_MAX_LINE_LENGTH": "65536", "WEBSOCKETS_MAX_NUM_HEADERS": "1000"}


class Server:
    """The app as a deployer starts it, on a free port, with all that it prints in a file; ``hosted`` by deploy/.

    ``through`` is a command that starts it in its own way, such as with fewer rights; ``base`` is the path beneath
    which its settings say that it is served. Files that nobody will edit need not be ``watched``: deploy/ never does.
    """

    def __init__(
        self,
        log: Path,
        folder: Path = ROOT,
        port: int = 0,
        hosted: bool = False,
        through: str = "",
        base: str = "",
        watched: bool = True,
    ) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.log = log
        plain = f"streamlit run app.py --server.headless=true --server.port={self.port}"
        plain += "" if watched else " --server.fileWatcherType=none"
        behind = f"uvicorn deploy.server:app --no-access-log --no-server-header --port={self.port}"
        behind += " --timeout-graceful-shutdown 10"
        with log.open("w") as out:
            self.process = subprocess.Popen(
                [*through.split(), sys.executable, "-m", *(behind if hosted else plain).split()],
                cwd=folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **BEHIND_A_SIGN_ON},
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}{base}/_stcore/health", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(f"the server did not answer:\n{log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
