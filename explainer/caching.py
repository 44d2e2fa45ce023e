"""A cache for functions that the threads of many readers call at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, update_wrapper
from threading import RLock
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


class LockedCache(Generic[P, R]):
    """A function with an ``lru_cache`` behind a lock: while one thread computes a result, the others wait for it.

    Without the lock, fifty readers who come back to a fresh server compute everything fifty times, and wait ten times
    longer.
    """

    __wrapped__: Callable[P, R]  # as update_wrapper sets it

    def __init__(self, function: Callable[P, R], maxsize: int) -> None:
        update_wrapper(self, function)
        self._cached = lru_cache(maxsize=maxsize)(cast("Callable[..., R]", function))
        self._lock = RLock()
        self.cache_clear = self._cached.cache_clear

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result for these arguments, from the cache if it is there."""
        with self._lock:
            return self._cached(*cast("tuple[Hashable, ...]", args), **cast("dict[str, Any]", kwargs))


def locked_cache(maxsize: int) -> Callable[[Callable[P, R]], LockedCache[P, R]]:
    """Cache the last ``maxsize`` results of a function."""
    return lambda function: LockedCache(function, maxsize)
