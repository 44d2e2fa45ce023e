"""What the server is told from outside: the settings of the app, and the variables of whoever hosts it.

A wrong one is told at the start, in a sentence each, to the person who can mend it. Else the first to notice would be
a reader, or a whole room in the middle of a talk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from explainer.addresses import is_whole

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = ROOT / ".streamlit" / "config.toml"


def wrong(variables: Mapping[str, str], settings: Path = SETTINGS) -> Iterator[str]:
    """What keeps the server from being started as it was told, and what to type instead."""
    if not settings.is_file():
        name = settings.relative_to(settings.parent.parent)
        yield f"The file {name} is missing; bring it along with the other files."
    public = variables.get("PUBLIC_URL", "").strip()
    if public and not is_whole(public):
        yield f"PUBLIC_URL is '{public}'; type the whole address that readers open, such as https://ketamine.example"
    frames = variables.get("FRAME_ANCESTORS", "")
    if any(sign in frames for sign in ";,\r\n"):
        yield "FRAME_ANCESTORS names sites with a space between them and no other sign, such as https://clinic.example"
    if bare := {"self", "none"} & set(frames.split()):  # a shell takes the quotation marks away
        word = min(bare)
        yield f"FRAME_ANCESTORS takes {word} for a host; keep its marks, such as \"'{word}' https://clinic.example\""
    if redis := variables.get("REDIS_URL", ""):
        yield from _wrong_redis(redis)


def _wrong_redis(url: str) -> Iterator[str]:
    """Whether it answers is not asked: it may come later than this server, and the talk waits for it."""
    try:
        from redis import Redis

        Redis.from_url(url).connection_pool.make_connection()
    except ImportError as error:  # redis, or what it needs itself
        yield f"REDIS_URL is set, but {error.name} is missing; install what deploy/requirements.txt names."
    except (ValueError, TypeError):  # the address is not repeated, for it may hold a password
        yield "REDIS_URL is not the address of a Redis, or has an option that none has; type one such as redis://redis:6379"
