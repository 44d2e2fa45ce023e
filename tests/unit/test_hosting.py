"""What whoever hosts the app may get wrong is told at the start, with what to type instead."""

import sys
from pathlib import Path

import pytest

from deploy import settings

RIGHT = [
    {},
    {"PUBLIC_URL": "", "REDIS_URL": "", "FRAME_ANCESTORS": ""},
    {"PUBLIC_URL": "https://ketamine.example"},
    {"PUBLIC_URL": " http://192.168.1.5:8501/explainer/ "},
    {"REDIS_URL": "redis://redis:6379"},
    {"REDIS_URL": "rediss://:secret@redis.example:6380/1"},
    {"REDIS_URL": "unix:///run/redis.sock"},
    {"FRAME_ANCESTORS": "'self' https://clinic.example"},
]
WRONG = [
    ("PUBLIC_URL", "ketamine.example"),
    ("PUBLIC_URL", "ketamine.example:443"),
    ("PUBLIC_URL", "//ketamine.example"),
    ("PUBLIC_URL", "ftp://ketamine.example"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://ketamine.example:port"),
    ("PUBLIC_URL", "https://[ketamine.example"),
    ("PUBLIC_URL", "https://ketamine.example?talk=full"),
    ("PUBLIC_URL", "https://ketamine.example, https://other.example"),
    ("REDIS_URL", "redis:6379"),
    ("REDIS_URL", "secret@redis"),
    ("REDIS_URL", "https://secret@redis"),
    ("REDIS_URL", "redis://redis:secret"),
    ("FRAME_ANCESTORS", "https://clinic.example; script-src *"),
    ("FRAME_ANCESTORS", "https://clinic.example\r\nx: y"),
    ("FRAME_ANCESTORS", "self https://clinic.example"),
]


@pytest.mark.parametrize("variables", RIGHT)
def test_what_is_right_is_taken(variables: dict[str, str]) -> None:
    assert list(settings.wrong(variables)) == []


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_variable_is_named_with_what_to_type(name: str, value: str) -> None:
    (said,) = settings.wrong({name: value})
    assert said.startswith(name)
    assert "such as" in said
    assert "secret" not in said  # a password stands in such an address


@pytest.mark.parametrize("package", ["redis", "redis.client"])
def test_redis_without_its_package_is_told(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package itself may lack another."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "redis"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    (said,) = settings.wrong({"REDIS_URL": "redis://redis:6379"})
    assert f"but {package} is missing" in said


def test_settings_that_were_left_behind_are_told(tmp_path: Path) -> None:
    """A copy of "all files" leaves out what begins with a dot."""
    (said,) = settings.wrong({}, tmp_path / ".streamlit" / "config.toml")
    assert said.startswith("The file .streamlit/config.toml is missing")
