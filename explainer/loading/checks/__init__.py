"""The rules that hold between files: each takes all that was read, and says what is wrong and what to type."""

from __future__ import annotations

from explainer.loading.checks import evidence, options, pages, safety, sources, talk, timeline
from explainer.loading.checks.read import Check, Read

__all__ = ["CHECKS", "Read"]

CHECKS: tuple[Check, ...] = (
    *pages.CHECKS,
    *timeline.CHECKS,
    *talk.CHECKS,
    *evidence.CHECKS,
    *safety.CHECKS,
    *options.CHECKS,
    *sources.CHECKS,
)
