"""How a patch of another's software is put in: at once, and without it where that software has changed."""

import logging
from collections.abc import Callable

log = logging.getLogger("explainer.patches")


def applied(report: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Run a patch at once; ``report`` is its file in docs/upstream/."""

    def run(patch: Callable[[], None]) -> Callable[[], None]:
        try:
            patch()
        except (AttributeError, ImportError) as error:
            log.warning("The patch of docs/upstream/%s does not fit the installed version (%s).", report, error)
        return patch

    return run
