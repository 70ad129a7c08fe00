"""`nblib show`: a story over all runs; ids of long ago lead to what it is today."""

import argparse
import json

from ..errors import UsageError
from ..runs.history import reading, tell_story
from .output import plain, say, show_table


def command(options: argparse.Namespace) -> int:
    """Print what became of a story, and what it stands on now."""
    from ..stories import resolve_ids
    from ..tables import make_table

    with reading(options.out) as ledger:
        history = make_table("follow", ledger.past())
        [found] = resolve_ids(history, [options.story]).to_dict("records")
        if found["state"] == "unknown":
            raise UsageError(
                f"no run in {options.out} has given the id {options.story!r}; "
                "the table stories of a run lists them"
            )
        told = tell_story(options.out, ledger, found["story_id"])
    asked = {"asked_id": options.story, "state": found["state"]}
    if options.json:
        say(json.dumps({**asked, **told}, indent=1))
        return 0
    gone_on = f", gone on as {told['story_id']}"
    say(
        f"{options.story}: {found['state']}"
        f"{gone_on if told['story_id'] != options.story else ''}"
    )
    say(plain(told["title"] or "without a title"))
    show_table("turns", told["turns"])
    show_table("runs in which its articles changed", told["course"])
    show_table("articles", [{"article": name} for name in told["articles"]])
    counts = ("n_articles", "n_pipelines", "n_origins", "text")
    claims = [{name: row[name] for name in counts} for row in told["claims"]]
    show_table("claims", claims)
    return 0
