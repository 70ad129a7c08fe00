"""`nblib forget`: remove an article from all that runs have kept of it."""

import argparse

from ..errors import UsageError
from ..runs import forget_article, latest_run
from .output import say


def command(options: argparse.Namespace) -> int:
    """Say what was removed; fail when something could not be."""
    if latest_run(options.out) is None:
        raise UsageError(f"{options.out} has no runs; there is nothing to forget")
    forgotten = forget_article(options.out, options.article)
    for what in forgotten.removed:
        say(f"removed: {what}")
    if forgotten.kept:
        raise UsageError("; ".join(forgotten.kept))
    if not forgotten.removed:
        say(f"nothing was kept of {options.article}")
    say("copies of the folder, backups and printed briefings are yours to remove")
    return 0
