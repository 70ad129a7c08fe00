"""From sentences to mentions: what each one says happened, and when."""

from bisect import bisect_right
from collections import defaultdict

import pandas as pd

from .clauses import Row
from .memory import Memory
from .mentions import Mention
from .reader import Reader

LEAD = 3  # sentences of the body in which an article names its news day


def find_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    timexes: pd.DataFrame,
    quotes: pd.DataFrame,
) -> list[Mention]:
    """Return the mentions of all articles, in the order of articles and sentences."""
    places = _by_sentence(sentences, timexes)
    spoken = _by_sentence(sentences, quotes)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = sentences[["article_id", "start", "end"]]
    for article_id, start, end in columns.itertuples(index=False):
        spans[article_id].append((start, end))
    mentions: list[Mention] = []
    for row in articles.to_dict("records"):
        key = row["article_id"]
        published = None if pd.isna(row["published"]) else row["published"]
        memory = Memory(row["text"], published)
        memory.look_ahead([t for s, _ in spans[key][:LEAD] for t in places[key, s]])
        reader = Reader(key, row["text"], memory)
        for start, end in spans[key]:
            mentions += reader.read(start, end, spoken[key, start], places[key, start])
    return mentions


def _by_sentence(
    sentences: pd.DataFrame, table: pd.DataFrame
) -> dict[tuple[str, int], list[Row]]:
    """Return the rows of a table by the sentences that they lie in."""
    bounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = sentences[["article_id", "start", "end"]]
    for article_id, start, end in columns.itertuples(index=False):
        bounds[article_id].append((start, end))
    held: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in table.to_dict("records"):
        spans = bounds[row["article_id"]]
        number = max(bisect_right(spans, (row["start"], 2**62)) - 1, 0)
        for start, end in spans[number:]:
            if row["end"] <= start:
                break
            if row["start"] < end:
                held[row["article_id"], start].append(row)
    return held
