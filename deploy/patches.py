"""What hosting by deploy/ changes on top of pages/shared/patches.py, in the same way."""

import os

from deploy.settings import ROOT
from pages.shared.patching import applied

# Streamlit takes the settings of an ASGI app from the current folder, and a service may be started in any: without
# colours, letters and limits no page can be drawn.
os.chdir(ROOT)


@applied("streamlit-asgi-settings.md")
def watch_no_files() -> None:
    """Nobody edits files under a running server here, and looking for changes costs more than a visit itself.

    The option is public (server.fileWatcherType), but behind an ASGI server Streamlit reads no variable for it.
    """
    from streamlit.web import bootstrap

    bootstrap.load_config_options({"server.fileWatcherType": "none"})


import pages.shared.patches  # noqa: E402, F401  # it watches files, unless it is told before that nobody does
