"""What this app changes inside Streamlit and uvicorn, because neither has a setting for it.

Each patch says what it buys, and names the report for those who can make it needless: docs/upstream/. Where a newer
version has no such name any more, the log says so once, and the app goes on without the patch.
"""

import inspect
import os
import socket
import stat
from contextlib import suppress
from functools import wraps
from pathlib import Path
from types import ModuleType
from weakref import WeakKeyDictionary

from pages.shared.patching import applied

ROOT = Path(__file__).resolve().parents[2]


@applied("streamlit-module-paths.md")
def look_for_modules_once() -> None:
    """Ask the disk once where a module lies, not once for each new session: 85 ms of CPU for which everybody waits.

    Only while files are watched: Community Cloud brings a new version that way, and deploy/ does not watch at all.
    No module ever moves; one that is edited is loaded anew, and so is looked for anew. Each visit has a module of its
    own, which has to go when the visit ends: hence weak keys.
    """
    from streamlit.watcher import local_sources_watcher

    search = inspect.unwrap(local_sources_watcher.get_module_paths)  # not the one below, when this file was edited
    found: WeakKeyDictionary[ModuleType, set[str]] = WeakKeyDictionary()

    @wraps(search, assigned=())
    def module_paths(module: ModuleType) -> set[str]:
        if not isinstance(module, ModuleType):  # something may stand in a module's place
            return search(module)
        if module not in found:
            found[module] = search(module)
        return found[module]

    local_sources_watcher.get_module_paths = module_paths


@applied("streamlit-watch-again.md")
def keep_files_watched() -> None:
    """Hold a watch on our modules for as long as the server runs: else the last reader who leaves ends them all.

    The next one then waits until each file is read anew: half of the processor's time of a visit. Not on app.py: its
    folder is watched with all beneath it, and where an environment lies there, that is work without an end.
    """
    from streamlit import config
    from streamlit.watcher.path_watcher import get_path_watcher_class, watch_file

    watcher = get_path_watcher_class(config.get_option("server.fileWatcherType"))
    if watcher.__name__ != "EventBasedPathWatcher":  # one that asks the disk for each file has nothing to hold
        return
    for file in [*(ROOT / "pages").rglob("*.py"), *(ROOT / "explainer").rglob("*.py")]:
        watch_file(str(file), lambda _: None)


def answer_at_once() -> None:
    """Let every TCP socket of this process send small packets at once; what a server accepts later inherits it.

    ``streamlit run`` hands its server a socket that names no protocol, and for those asyncio leaves the kernel's
    collecting of small packets on (``asyncio.base_events._set_nodelay``). A click is answered by several small
    messages, and all but the first then wait 40 ms until the browser confirms that one. A uvicorn that opens its own
    socket, as in deploy/, does not have this. Where a system does not list its files in /dev/fd, nothing is changed.
    docs/upstream/streamlit-tcp-nodelay.md
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


@applied("streamlit-external-ip.md")
def ask_nobody_for_our_address() -> None:
    """Keep a page of another site, by opening a websocket, from making everybody wait for two seconds.

    Streamlit then asks a host on the internet for the address of this machine, twice and for a second each. The
    address that readers open is known without it.
    """
    from streamlit import net_util

    if not callable(net_util.get_external_ip):
        raise AttributeError("get_external_ip is no function")
    net_util.get_external_ip = lambda: None


@applied("streamlit-fragment-queue.md")
def keep_a_page_whole() -> None:
    """Keep a part of a page that is touched while the page is still on its way from losing its ticks and its neighbour.

    Streamlit throws away what waits to be sent of that part, because it will be drawn anew, but not the word that the
    whole page has come. The browser then forgets the values in the part, and puts it over what comes after it.
    """
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
    from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

    clear = inspect.unwrap(ForwardMsgQueue.clear)
    known = {*vars(ForwardMsgQueue()), *inspect.signature(clear).parameters}
    if not {"_queue", "_delta_index_map", "fragment_ids_this_run"} <= known:
        raise AttributeError("the queue is kept in another way")

    @wraps(clear, assigned=())
    def clear_unless_a_page_waits(
        self: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
    ) -> None:
        ends = (one.script_finished for one in self._queue if one.WhichOneof("type") == "script_finished")
        if fragment_ids_this_run and ForwardMsg.FINISHED_SUCCESSFULLY in ends:
            self._delta_index_map = {}  # what is drawn from now on comes after all that waits
        else:
            clear(self, retain_lifecycle_msgs, fragment_ids_this_run)

    ForwardMsgQueue.clear = clear_unless_a_page_waits  # type: ignore[method-assign]  # the class takes no hook


REFUSAL = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


@applied("uvicorn-websocket-handshake.md")
def refuse_unreadable_websockets() -> None:
    """Refuse a websocket whose first request cannot be read.

    uvicorn leaves it open for ever without a word, and a proxy then takes the whole server for dead.
    """
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

    received = inspect.unwrap(WebSocketsSansIOProtocol.data_received)

    @wraps(received, assigned=())
    def data_received(self: WebSocketsSansIOProtocol, data: bytes) -> None:
        received(self, data)
        if self.conn.handshake_exc and not self.handshake_initiated and not self.transport.is_closing():
            self.transport.write(REFUSAL)
            self.transport.close()

    WebSocketsSansIOProtocol.data_received = data_received  # type: ignore[method-assign]  # the class takes no hook
