"""A cached function runs once for each argument, also when everybody asks for it at the same moment."""

import time
from concurrent.futures import ThreadPoolExecutor

from explainer.caching import locked_cache


def test_what_one_reader_builds_the_others_wait_for() -> None:
    built = []

    @locked_cache(maxsize=2)
    def slow(name: str) -> str:
        time.sleep(0.1)
        built.append(name)
        return name.upper()

    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(slow, ["a"] * 8)) == ["A"] * 8
    assert built == ["a"]
    slow.cache_clear()
    assert slow(name="a") == "A"
    assert built == ["a", "a"]
