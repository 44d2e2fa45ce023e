"""What all unit tests share."""

from collections.abc import Iterator

import pytest

from tests.support.reading_once import each_file_once


@pytest.fixture(scope="session", autouse=True)
def files_are_read_once() -> Iterator[None]:
    """The content is read some five hundred times here, each time with another file broken."""
    with each_file_once():
        yield
