"""What is changed inside Streamlit and uvicorn can go without taking the app with it, and each has its report."""

import ast
import re
import subprocess
import sys

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

import pages.shared.patches  # noqa: F401  # what it changes is what is tested
from tests.support.server import BEHIND_A_SIGN_ON, ROOT

PATCHES = [ROOT / "pages" / "shared" / "patches.py", ROOT / "deploy" / "patches.py"]
REPORTS = ROOT / "docs" / "upstream"

# What a newer version may have renamed: how this one is made to look like it, and the report that is then named.
GONE = {
    "the file watcher's search": (
        "import streamlit.watcher.local_sources_watcher as gone; del gone.get_module_paths",
        "streamlit-module-paths.md",
    ),
    "the watch on files": (
        "import streamlit.watcher.path_watcher as gone; del gone.watch_file",
        "streamlit-watch-again.md",
    ),
    "the look-up of the outside address": (
        "import streamlit.net_util as gone; del gone.get_external_ip",
        "streamlit-external-ip.md",
    ),
    "what waits to be sent": (
        "from streamlit.runtime import forward_msg_queue as gone\ngone.ForwardMsgQueue.clear = lambda self, **_: None",
        "streamlit-fragment-queue.md",
    ),
    "uvicorn's protocol": (
        "sys.modules['uvicorn.protocols.websockets.websockets_sansio_impl'] = None",
        "uvicorn-websocket-handshake.md",
    ),
    "deploy: Streamlit's settings": (
        "import streamlit.web.bootstrap as gone; del gone.load_config_options",
        "streamlit-asgi-settings.md",
    ),
}
APP = """
from streamlit.testing.v1 import AppTest
shown = AppTest.from_file("app.py", default_timeout=60).run()
assert not shown.exception, shown.exception
assert any("hours" in one.value for one in shown.markdown), "no page"
"""
HOST = "import deploy.server; assert deploy.server.app"


def run(code: str) -> str:
    """What a Python of its own prints as warnings; fails where the code does."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", f"import sys\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("name", GONE)
def test_a_private_name_that_is_gone_is_told_once_and_the_app_goes_on(name: str) -> None:
    gone, report = GONE[name]
    said = run(f"{gone}\n{HOST if name.startswith('deploy') else APP}")
    assert re.findall(r"The patch of docs/upstream/(\S+) does not fit", said) == [report], said


def test_nothing_is_told_with_the_versions_that_are_locked() -> None:
    assert "does not fit" not in run(f"{HOST}\n{APP}")


def test_a_reader_who_comes_when_the_last_has_left_waits_for_no_watch_on_files() -> None:
    run(
        """
import pages.shared.patches
from streamlit.runtime.pages_manager import PagesManager
from streamlit.watcher.event_based_path_watcher import _MultiPathWatcher
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

def come_and_leave():
    watcher = LocalSourcesWatcher(PagesManager("app.py"))
    watcher.update_watched_modules()
    watcher.close()

watch, asked = _MultiPathWatcher.get_singleton()._observer, []
schedule = watch.schedule
watch.schedule = lambda handler, folder, **known: asked.append(folder) or schedule(handler, folder, **known)
come_and_leave()
asked.clear()
come_and_leave()
assert asked == [str(pages.shared.patches.ROOT)], asked  # app.py's, which ends with the last reader
assert all(one.path != str(pages.shared.patches.ROOT) for one in watch._watches), watch._watches
"""
    )


def test_each_patch_has_its_report_and_each_report_its_patch() -> None:
    named = {name for file in PATCHES for name in re.findall(r"(?:streamlit|uvicorn)-[\w-]+\.md", file.read_text())}
    unpatched = {"streamlit-back-loses-parameters.md", "streamlit-script-that-fails.md"}  # readers are told, no more
    assert named == {file.name for file in REPORTS.glob("*.md")} - {"README.md"} - unpatched
    assert {report for _, report in GONE.values()} == named - {"streamlit-tcp-nodelay.md"}  # has no private name


def test_nothing_else_reaches_into_streamlit_or_uvicorn() -> None:
    """A patch is an assignment to an attribute of a module of theirs; it has to stand where the guard is."""
    found = []
    for file in [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "deploy").glob("*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        theirs = {
            (alias.asname or alias.name).partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
            if (getattr(node, "module", None) or alias.name).partition(".")[0] in ("streamlit", "uvicorn", "websockets")
        }
        for node in ast.walk(tree):
            for target in node.targets if isinstance(node, ast.Assign) else []:
                if (
                    isinstance(target, ast.Attribute)
                    and isinstance(target.value, ast.Name)
                    and target.value.id in theirs
                ):
                    found.append(file)
    assert found
    assert set(found) <= set(PATCHES)


def test_the_container_has_the_limits_that_are_tested() -> None:
    text = (ROOT / "deploy" / "Containerfile").read_text()
    for name, value in BEHIND_A_SIGN_ON.items():
        assert f"{name}={value}" in text
        assert name in (ROOT / "README.md").read_text()


def _waiting(*parts: str, finished: int) -> ForwardMsgQueue:
    """What waits to be sent of one run: an element for each part, and the run's end."""
    queue = ForwardMsgQueue()
    for at, part in enumerate(parts):
        message = ForwardMsg()
        message.metadata.delta_path.extend([0, at])
        message.delta.fragment_id = part
        message.delta.new_element.text.body = part
        queue.enqueue(message)
    queue.enqueue(ForwardMsg(script_finished=finished))  # type: ignore[arg-type]  # a number, to protobuf
    return queue


def test_a_page_on_its_way_stays_whole_when_a_part_of_it_is_touched() -> None:
    queue = _waiting("", "sheet", "", finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["sheet"])
    sent = queue.flush()
    assert [one.delta.fragment_id for one in sent] == ["", "sheet", "", ""]
    assert sent[-1].script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


def test_a_part_that_is_touched_again_is_sent_once() -> None:
    queue = _waiting("sheet", "sheet", finished=ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["sheet"])
    assert [one.WhichOneof("type") for one in queue.flush()] == ["script_finished"]
