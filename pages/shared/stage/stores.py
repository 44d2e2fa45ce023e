"""Where rooms live: in the memory of one server, or in a Redis that several share.

A room has parts, and a part has fields. A room is forgotten as a whole: six hours after its last sign of life, or
earlier where there are too many. Those without votes go first, the longest unused first of all.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

LASTS = 6 * 60 * 60  # seconds without a sign of life after which a room is forgotten
MOST_ROOMS = 500


class StoreGone(Exception):
    """The memory that several servers share does not answer. The talk goes on; votes and followers wait."""


class Store(Protocol):
    """Where rooms live."""

    def get(self, room: str, part: str) -> dict[str, str]:
        """The fields of a part; none where there is no such part."""

    def put(self, room: str, part: str, fields: dict[str, str]) -> None:
        """Write fields over what they were."""

    def add(self, room: str, part: str, field: str, value: str) -> bool:
        """Write a field once: it returns False, and changes nothing, when it is there."""

    def count(self, room: str, part: str, field: str) -> int:
        """Add one to a field that is a number, and return it: no two callers get the same."""

    def drop(self, room: str, part: str) -> None:
        """Forget a part."""

    def keep(self, room: str) -> None:
        """Forget this room only after all that are not kept: it holds votes."""


@dataclass
class _Room:
    until: float
    parts: dict[str, dict[str, str]] = field(default_factory=dict)


class Memory:
    """Rooms in the memory of this one server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # Each in the order of forgetting: whoever was used last stands last.
        self._idle: dict[str, _Room] = {}
        self._kept: dict[str, _Room] = {}

    def get(self, room: str, part: str) -> dict[str, str]:
        with self._lock:
            found = self._used(room)
            return dict(found.parts.get(part, {})) if found else {}

    def put(self, room: str, part: str, fields: dict[str, str]) -> None:
        with self._lock:
            self._written(room, part).update(fields)

    def add(self, room: str, part: str, field: str, value: str) -> bool:
        with self._lock:
            fields = self._written(room, part)
            if field in fields:
                return False
            fields[field] = value
            return True

    def count(self, room: str, part: str, field: str) -> int:
        with self._lock:
            fields = self._written(room, part)
            fields[field] = str(int(fields.get(field, 0)) + 1)
            return int(fields[field])

    def drop(self, room: str, part: str) -> None:
        with self._lock:
            if found := self._used(room):
                found.parts.pop(part, None)

    def keep(self, room: str) -> None:
        with self._lock:
            if room in self._idle:
                self._kept[room] = self._idle.pop(room)

    def _used(self, room: str) -> _Room | None:
        """A room that is not over; it then stands last in the order of forgetting, for somebody watches it."""
        rooms = self._kept if room in self._kept else self._idle
        found = rooms.pop(room, None)
        if found is None or found.until <= time.monotonic():
            return None
        rooms[room] = found
        return found

    def _written(self, room: str, part: str) -> dict[str, str]:
        """The fields of a part, whose room lives on from now."""
        until = time.monotonic() + LASTS
        found = self._used(room)
        if found is None:
            found = self._idle[room] = _Room(until)
        found.until = until
        while len(self._idle) + len(self._kept) > MOST_ROOMS:
            others = self._idle if self._idle.keys() - {room} else self._kept
            others.pop(next(name for name in others if name != room))
        return found.parts.setdefault(part, {})


MUTE = 2  # seconds in which a server that did not answer in time is not asked again


class Redis:
    """Rooms in a Redis server, for several replicas of the app; the client is installed by whoever sets REDIS_URL.

    Each part is a hash. A set names the parts of a room, and two sorted sets the rooms by when they were last used.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._mute_until = 0.0  # a time of ``time.monotonic``

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turn whatever keeps the server from answering into StoreGone; who waited in vain does so once."""
        import redis  # it is there wherever a Redis client is

        if time.monotonic() < self._mute_until:
            raise StoreGone
        try:
            yield
        except (redis.RedisError, OSError, ValueError, TypeError) as error:  # a wrong address shows when used
            if isinstance(error, redis.TimeoutError):
                self._mute_until = time.monotonic() + MUTE
            raise StoreGone from error

    def get(self, room: str, part: str) -> dict[str, str]:
        with self._reached():
            steps = self._client.pipeline(transaction=False)
            steps.hgetall(_name(room, part))
            for rooms in (_IDLE, _KEPT):
                steps.zadd(rooms, {room: time.time()}, xx=True)
            return dict(steps.execute()[0])

    def put(self, room: str, part: str, fields: dict[str, str]) -> None:
        self._write(room, part, "hset", mapping=fields)

    def add(self, room: str, part: str, field: str, value: str) -> bool:
        return bool(self._write(room, part, "hsetnx", field, value))

    def count(self, room: str, part: str, field: str) -> int:
        return int(self._write(room, part, "hincrby", field, 1))

    def drop(self, room: str, part: str) -> None:
        with self._reached():
            self._client.delete(_name(room, part))

    def keep(self, room: str) -> None:
        with self._reached():
            self._client.zadd(_KEPT, {room: time.time()})
            self._client.zrem(_IDLE, room)

    def _write(self, room: str, part: str, command: str, *values: Any, **named: Any) -> Any:
        """One command on a part. The whole room then lives on, and the room that has waited longest may have to go."""
        with self._reached():
            parts, kept = self._client.smembers(_name(room)) | {part}, self._client.zscore(_KEPT, room)
            steps = self._client.pipeline()
            getattr(steps, command)(_name(room, part), *values, **named)
            steps.sadd(_name(room), part)
            steps.zadd(_IDLE if kept is None else _KEPT, {room: time.time()})
            for name in (_name(room), *(_name(room, one) for one in parts), _IDLE, _KEPT):
                steps.expire(name, LASTS)
            done = steps.execute()[0]
            self._make_room()
            return done

    def _make_room(self) -> None:
        over = time.time() - LASTS
        for rooms in (_IDLE, _KEPT):
            self._client.zremrangebyscore(rooms, 0, over)  # their parts have gone by themselves
        while self._client.zcard(_IDLE) + self._client.zcard(_KEPT) > MOST_ROOMS:
            # The room that has just been made is not the one to go.
            rooms = _IDLE if self._client.zcard(_IDLE) > 1 else _KEPT
            for room, _ in self._client.zpopmin(rooms):
                if rooms == _IDLE and self._client.zscore(_KEPT, room) is not None:
                    continue  # it got votes while another server wrote to it
                self._client.delete(_name(room), *(_name(room, part) for part in self._client.smembers(_name(room))))


_IDLE, _KEPT = "ketamine:idle", "ketamine:kept"


def _name(room: str, part: str = "") -> str:
    return f"ketamine:room:{room}:{part}" if part else f"ketamine:room:{room}"


class Gone:
    """The place of a memory that cannot even be asked."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def get(self, room: str, part: str) -> dict[str, str]:
        self._raise()

    def put(self, room: str, part: str, fields: dict[str, str]) -> None:
        self._raise()

    def add(self, room: str, part: str, field: str, value: str) -> bool:
        self._raise()

    def count(self, room: str, part: str, field: str) -> int:
        self._raise()

    def drop(self, room: str, part: str) -> None:
        self._raise()

    def keep(self, room: str) -> None:
        self._raise()

    def _raise(self) -> NoReturn:
        raise StoreGone from self._error
