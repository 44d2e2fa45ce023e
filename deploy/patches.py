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


@applied("uvicorn-websocket-deflate.md")
def compress_quickly() -> None:
    """Compress websockets for half the CPU of uvicorn's choice, and to two thirds of its bytes.

    A click is answered by messages that repeat each other and the last ones, so a window of 32 kB (RFC 7692) pays more
    than a thorough search in one of 4 kB. It takes 0.15 MB of memory a session.
    """
    from uvicorn.protocols.websockets import websockets_sansio_impl as implementation
    from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

    if not hasattr(implementation, "ServerPerMessageDeflateFactory"):
        raise AttributeError("ServerPerMessageDeflateFactory is not there")

    def compression(**_: object) -> ServerPerMessageDeflateFactory:
        return ServerPerMessageDeflateFactory(client_max_window_bits=12, compress_settings={"level": 1, "memLevel": 5})

    implementation.ServerPerMessageDeflateFactory = compression
