"""`nblib diff`: two runs side by side, as the ledger remembers them."""

import argparse
import json
from typing import Any

from ..runs.history import compare_runs, find_run, reading
from .output import say, show_table


def command(options: argparse.Namespace) -> int:
    """Print what differs between two runs."""
    with reading(options.out) as ledger:
        before, after = (
            find_run(options.out, ledger, named) for named in (options.a, options.b)
        )
        found = compare_runs(ledger, before, after)
    if options.json:
        say(json.dumps(found, indent=1))
    else:
        _show(found)
    return 0


def _show(found: dict[str, Any]) -> None:
    a, b = found["before"], found["after"]
    counts = [
        {"": name.removeprefix("n_"), a: was, b: now}
        for name, (was, now) in found["counts"].items()
    ]
    show_table("counts", counts)
    for kind in ("articles", "stories"):
        for what in ("new", "gone", "changed"):
            rows = [{kind: name} for name in found[kind].get(what, [])]
            if rows:
                show_table(f"{what} {kind}", rows)
    sized = [
        {"story": row["story_id"], a: was, b: now, "title": row["title"]}
        for row in found["stories"]["grown_or_shrunk"]
        for was, now in [row["n_articles"]]
    ]
    show_table("stories of other size", sized)
    counted = [
        {"claim": row["claim_id"], a: was, b: now, "text": row["text"]}
        for row in found["claims"]["counted_otherwise"]
        for was, now in [_three_counts(row)]
    ]
    show_table("claims with other counts (articles/newsrooms/origins)", counted)
    for what in ("new", "gone"):
        say(f"{len(found['claims'][what])} {what} claims")


def _three_counts(row: dict[str, Any]) -> tuple[str, str]:
    both = zip(row["n_articles"], row["n_pipelines"], row["n_origins"], strict=True)
    was, now = ("/".join(map(str, counts)) for counts in both)
    return was, now
