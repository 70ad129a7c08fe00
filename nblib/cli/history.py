"""`nblib history`: every attempt at a run and what became of it."""

import argparse
import json

from ..runs.history import list_attempts, reading
from .output import say, show_table

SHOWN = ("run_id", "status", "exit_code", "started", "n_articles", "n_stories")
COUNTED = ("n_claims", "n_origins", "message")


def command(options: argparse.Namespace) -> int:
    """Print the attempts, oldest first."""
    with reading(options.out) as ledger:
        attempts = list_attempts(options.out, ledger)
    if options.json:
        say(json.dumps(attempts, indent=1))
    else:
        rows = [{name: row[name] for name in (*SHOWN, *COUNTED)} for row in attempts]
        show_table("attempts", rows)
    return 0
