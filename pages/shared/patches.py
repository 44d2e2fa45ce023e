"""What this app changes in Streamlit's server, so that one reader, or one stranger, keeps nobody else waiting."""

import gc
import inspect
import os
import socket
import stat
from contextlib import suppress
from functools import cache, wraps
from itertools import count
from types import ModuleType
from weakref import WeakKeyDictionary

from streamlit import net_util
from streamlit.runtime import app_session
from streamlit.string_util import to_snake_case
from streamlit.watcher import local_sources_watcher
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets import http11

# For each new session Streamlit asks the disk where every module lies, 85 ms of CPU in which nobody else is answered.
# None of them ever moves. A module that is edited is loaded anew, and so is looked for anew. Each visit has a module of
# its own, which has to go when the visit ends: hence weak keys.
_search = inspect.unwrap(local_sources_watcher.get_module_paths)  # not the one below, when this file was edited
_where: WeakKeyDictionary[ModuleType, set[str]] = WeakKeyDictionary()


@wraps(_search, assigned=())
def module_paths(module: ModuleType) -> set[str]:
    """Where a module lies, looked for once."""
    if not isinstance(module, ModuleType):  # something may stand in a module's place
        return _search(module)
    if module not in _where:
        _where[module] = _search(module)
    return _where[module]


local_sources_watcher.get_module_paths = module_paths

# Whole pages drawn between two full garbage collections. A visit that is over holds 0.1 MB until the next one, which
# takes 0.1 s of CPU in which nobody is answered, or a second where a host gives a tenth of a core: so not by the clock.
_TIDY = 100
_drawn = count()


def settle() -> None:
    """Keep what is alive out of the full garbage collection that Streamlit runs after every run of every session.

    Frozen objects are still freed as soon as nothing refers to them. Only circles of them are not, such as a session
    that has ended: those are looked for once in a hundred pages instead of after every click.
    """
    if next(_drawn) % _TIDY == 0:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


def answer_at_once() -> None:
    """Let every TCP socket of this process send small packets at once; what a server accepts later inherits it.

    ``streamlit run`` hands its server a socket that names no protocol, and for those asyncio leaves the kernel's
    collecting of small packets on (``asyncio.base_events._set_nodelay``). A click is answered by several small
    messages, and all but the first then wait 40 ms until the browser confirms that one. A uvicorn that opens its own
    socket, as in deploy/, does not have this. Where a system does not list its files in /dev/fd, nothing is changed.
    """
    files: list[str] = []
    with suppress(OSError):
        files = os.listdir("/dev/fd")
    for file in map(int, files):
        with suppress(OSError):  # closed by now, or a socket of another kind
            # What is no socket must not get as far as fromfd: that would leave a copy of it open.
            if stat.S_ISSOCK(os.fstat(file).st_mode):
                with socket.fromfd(file, socket.AF_INET, socket.SOCK_STREAM) as one:
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


answer_at_once()

# When a page of another site opens a websocket, Streamlit asks a host on the internet for the address of this machine,
# twice and for a second each, and nobody is answered meanwhile. The address that readers open is known without it.
net_util.get_external_ip = lambda: None

# Each run sends the theme, for which Streamlit takes the same few names apart again each time: 4 % of a click.
app_session.to_snake_case = cache(to_snake_case)  # type: ignore[attr-defined]  # imported there, not exported

# A sign-on of a whole house may send cookies of more than the 8 kB, and more than the 128 headers, that a websocket is
# allowed else.
http11.MAX_LINE_LENGTH, http11.MAX_NUM_HEADERS = 65_536, 1_000

_received = inspect.unwrap(WebSocketsSansIOProtocol.data_received)
_REFUSAL = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@wraps(_received, assigned=())
def data_received(self: WebSocketsSansIOProtocol, data: bytes) -> None:
    """What a websocket sent; a first request that cannot be read is refused.

    uvicorn leaves it open for ever without a word, and a proxy then takes the whole server for dead.
    """
    _received(self, data)
    if self.conn.handshake_exc and not self.handshake_initiated and not self.transport.is_closing():
        self.transport.write(_REFUSAL)
        self.transport.close()


WebSocketsSansIOProtocol.data_received = data_received  # type: ignore[method-assign]  # the class has no way to be told
