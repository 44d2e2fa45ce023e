"""What is built once and kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, update_wrapper
from threading import RLock
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")


class Kept(Generic[P, R]):
    """A function with an ``lru_cache`` for many readers at once: what one of them builds, the others wait for.

    Without that, fifty readers who come back to a fresh server build everything fifty times, and wait ten times longer.
    """

    def __init__(self, build: Callable[P, R], most: int) -> None:
        update_wrapper(self, build)
        self._cached = lru_cache(maxsize=most)(cast("Callable[..., R]", build))
        self._one_at_a_time = RLock()
        self.cache_clear = self._cached.cache_clear

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The result for these arguments, from the cache where it is there."""
        with self._one_at_a_time:
            return self._cached(*cast("tuple[Hashable, ...]", args), **cast("dict[str, Any]", kwargs))


def kept(most: int) -> Callable[[Callable[P, R]], Kept[P, R]]:
    """Keep the last ``most`` results of a function."""
    return lambda build: Kept(build, most)
