"""A browser tab's connection to the app without a browser: hundreds of them fit into one process."""

from __future__ import annotations

import json
import re
import time
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from pages.shared.browser import script

_FIRST_PAINT = script("first_paint.js")
KEPT_FOR = 2  # runs: Streamlit's own global.maxCachedMessageAge


class Session:
    """One session on a page: what its own components were last given, and how long a run took.

    ``address`` is the loopback address that it comes from, where a proxy tells readers apart by it.
    """

    def __init__(self, port: int, page: str, query: str = "", address: str = "") -> None:
        self.port, self.page, self.query, self.address = port, page, query, address
        self.parts: dict[str, tuple[str, str]] = {}  # a component's name: its identity, and the fragment it stands in
        self.data: dict[str, Any] = {}
        self.kinds: set[str] = set()  # what the last run drew
        self.said: list[str] = []  # the headings and the charts' text alternatives of the last run
        self.boxes: list[tuple[str, str]] = []  # the checkboxes of the page, named in the same way
        self.set: dict[str, bool] = {}  # the boxes that were set: a browser sends them with every run
        # Large elements that the browser keeps while one of its last runs drew them, and that run: the server sends
        # their names alone.
        self.held: dict[str, tuple[Delta, int]] = {}
        self.runs = 0
        self.waits = self.styled = False  # for its style: only where no first answer is read meanwhile

    async def open(self) -> float:
        """Connect and run the page as a browser does, which may say when the style is there; returns the seconds."""
        began = time.perf_counter()
        self.socket = await connect(
            f"ws://localhost:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            origin=Origin(f"http://localhost:{self.port}"),
            max_size=None,
            open_timeout=60,
            local_addr=(self.address, 0) if self.address else None,
        )
        await self.run()
        return time.perf_counter() - began

    async def run(self, part: str = "", state: object = None, event: object = None) -> float:
        """Run the page, or the part of it whose component has a new state or one event; returns the seconds it took."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        if part:
            value = message.rerun_script.widget_states.widgets.add()
            value.id, message.rerun_script.fragment_id = self.parts[part]
            value.json_value = json.dumps(state or {})
            if event is not None:
                sent = message.rerun_script.widget_states.widgets.add()
                sent.id = f"$$STREAMLIT_INTERNAL_KEY_{value.id}__events"
                sent.json_trigger_value = json.dumps([event])
        return await self._answered(message)

    async def tick(self, on: bool, at: int = 0) -> float:
        """Set one checkbox of the page, counted from 0; returns the seconds until all that it changes has come."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        box, message.rerun_script.fragment_id = self.boxes[at]
        self.set[box] = on
        return await self._answered(message)

    async def choose(self, turn: int) -> float:
        """Set the first two checkboxes in turn, off and then on, as one who looks at every choice: not at the same two
        again and again, which the browser still has. Returns what ``tick`` does."""
        at = min(2, len(self.boxes))
        return await self.tick(turn // at % 2 == 1, turn % at)

    async def _answered(self, message: BackMsg) -> float:
        for box, on in self.set.items():
            value = message.rerun_script.widget_states.widgets.add()
            value.id, value.bool_value = box, on
        message.rerun_script.cached_message_hashes.extend(self.held)
        began = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        self.kinds.clear()
        self.said.clear()
        finished, again = False, ""
        while not finished:
            answer = ForwardMsg()
            answer.ParseFromString(await self.socket.recv())
            if name := answer.ref_hash or (answer.hash if answer.metadata.cacheable else ""):
                delta = self.held[name][0] if answer.ref_hash else answer.delta
                self.held[name] = delta, self.runs
                answer.delta.CopyFrom(delta)
            part = answer.delta.new_element.WhichOneof("type") if answer.WhichOneof("type") == "delta" else None
            self.kinds.add(part or "")
            if part == "bidi_component":
                one = answer.delta.new_element.bidi_component
                self.parts[one.component_name] = (one.id, answer.delta.fragment_id)
                self.data[one.component_name] = json.loads(one.json or "null")  # one without data has none
            elif part == "heading":
                self.said.append(answer.delta.new_element.heading.body)
            elif part == "html":
                self.waits |= _FIRST_PAINT in answer.delta.new_element.html.body
                self.said += re.findall("<h1[^>]*>(.+?)</h1>", answer.delta.new_element.html.body)
            elif part == "plotly_chart":
                self.said.append(answer.delta.new_element.plotly_chart.alt)
            elif part == "checkbox":
                named = (answer.delta.new_element.checkbox.id, answer.delta.fragment_id)
                if named not in self.boxes:
                    self.boxes.append(named)
            elif part == "button" and answer.delta.new_element.button.id.endswith("-again"):
                again = answer.delta.new_element.button.id
            if self.waits and again and not self.styled:
                self.styled = True
                message.rerun_script.widget_states.widgets.add(id=again, trigger_value=True)
                await self.socket.send(message.SerializeToString())
            # Of a part, too; but not of a run that gave way to another.
            early = answer.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
            finished = answer.WhichOneof("type") == "script_finished" and not early
        self.runs += 1
        self.held = {name: (delta, run) for name, (delta, run) in self.held.items() if self.runs - run <= KEPT_FOR}
        return time.perf_counter() - began

    async def vote(self, question: str, value: object, token: object) -> Any:
        """Send one vote of a phone whose ballot is open; returns what the ballot then says of it."""
        asked = self.data["ballot"]
        vote = {"ballot": asked["open"], "epoch": asked["epoch"], "question": question, "value": value, "token": token}
        await self.run("ballot", {"token": token}, event={"event": "vote", "value": vote})
        return self.data["ballot"]["said"]

    async def heard(self) -> str | None:
        """The kind of the next event that the server tells of its own accord; None where it says something else."""
        message = ForwardMsg()
        message.ParseFromString(await self.socket.recv())
        return str(message.session_event.WhichOneof("type")) if message.HasField("session_event") else None

    async def close(self) -> None:
        await self.socket.close()
