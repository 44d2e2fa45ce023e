"""The talk. It is live from end to end; where nothing can react, a line says where it is."""

from __future__ import annotations

from explainer.library import Library
from explainer.outline.blocks import Blocks, Slot


def present(content: Library) -> Blocks:
    return (Slot("talk"),)
