"""`nblib check`: what would be read and what rejected, without any notebook."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..articles import Corpus, read_articles, require_articles
from ..errors import UsageError
from .output import say, show_table

REJECTS = ("file", "place", "reason", "remedy")


def command(options: argparse.Namespace) -> int:
    """Print the articles and the rejects; fail when there is nothing to analyse."""
    corpus = read(options.articles)
    articles = _listed(corpus.articles)
    rejects = _records(corpus.rejects, REJECTS)
    if options.json:
        say(json.dumps({"articles": articles, "rejects": rejects}, indent=1))
    else:
        show_table("would be read", articles)
        show_table("rejected", rejects)
    require_articles(corpus, options.articles)
    return 0


def read(articles: Path) -> Corpus:
    """Read the articles; a place that cannot be read is a wrong path."""
    try:
        return read_articles(articles)
    except OSError as error:
        reason = f"cannot read {articles}: {error.strerror}"
        raise UsageError(f"{reason}; check the path and its permissions") from error


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
