"""`nblib check`: what would be read and what rejected, without any notebook."""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..articles import count_unmeasured, find_files, require_articles
from .output import plain, say, show_table
from .reading import read_pile, standing_pile

SHOWN = 5  # names of skipped files
REJECTS = ("file", "place", "reason", "remedy")


def command(options: argparse.Namespace) -> int:
    """Print the articles and the rejects; fail when there is nothing to analyse."""
    with standing_pile(options.articles) as path:
        corpus = read_pile(path)
        skipped = find_files(path).skipped
    found = {
        "articles": _listed(corpus.articles),
        "rejects": _records(corpus.rejects, REJECTS),
        "skipped": skipped,
        "unmeasured": count_unmeasured(corpus.articles).to_dict("records"),
    }
    if options.json:
        say(json.dumps(found, indent=1))
    else:
        show_table("would be read", found["articles"])
        show_table("rejected", found["rejects"])
        _show_others(found)
    require_articles(corpus, options.articles)
    return 0


def _show_others(found: Mapping[str, Any]) -> None:
    """Count what is neither read nor rejected, and what is read in part."""
    if found["skipped"]:
        shown = ", ".join(map(plain, found["skipped"][:SHOWN]))
        say(f"{len(found['skipped'])} skipped: not articles ({shown})")
    if found["unmeasured"]:
        languages = ", ".join(
            f"{row['language']} {row['n_articles']}" for row in found["unmeasured"]
        )
        say(
            f"times, credits and speech unmeasured: {languages} "
            "(stories and copies are found)"
        )


def _listed(articles: pd.DataFrame) -> list[dict[str, Any]]:
    rows = _records(articles, ("article_id", "outlet", "published", "language"))
    notes = _records(articles, ("note",))
    words = [len(text.split()) for text in articles["text"]]
    return [
        {**row, "words": count, **note}
        for row, count, note in zip(rows, words, notes, strict=True)
    ]


def _records(table: pd.DataFrame, columns: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {name: value if isinstance(value, str) else None for name, value in row.items()}
        for row in table[list(columns)].to_dict("records")
    ]
