"""From sentences to mentions: what each one says happened, and when."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from .clauses import Row
from .memory import Memory
from .mentions import Mention
from .reader import Reader

LEAD = 3  # sentences of the body in which an article names its news day
TIMES = ("start", "end", "type", "value", "implied")
SPOKEN = (
    *("start", "end", "cue", "speaker", "speaker_start", "speaker_end"),
    "utterance_id",
)


def find_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    timexes: pd.DataFrame,
    quotes: pd.DataFrame,
) -> list[Mention]:
    """Return the mentions of all articles, in the order of articles and sentences."""
    spans = _spans(sentences)
    times = _by_sentence(spans, timexes, TIMES)
    spoken = _by_sentence(spans, quotes, SPOKEN)
    mentions: list[Mention] = []
    for row in list_records(articles, ("article_id", "text", "published")):
        key, text = row["article_id"], row["text"]
        memory = Memory(text, row["published"])
        memory.look_ahead([t for s, _ in spans[key][:LEAD] for t in times[key, s]])
        reader = Reader(key, text, memory)
        for start, end in spans[key]:
            mentions += reader.read(start, end, spoken[key, start], times[key, start])
    return mentions


def list_records(table: pd.DataFrame, columns: Sequence[str]) -> list[Row]:
    """Return some columns of a table row by row; what is missing is None."""
    held = [
        table[column].to_numpy(object, na_value=None).tolist() for column in columns
    ]
    return [dict(zip(columns, row, strict=True)) for row in zip(*held, strict=True)]


def _spans(sentences: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Return where the sentences of each article begin and end."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = (sentences[name].tolist() for name in ("article_id", "start", "end"))
    for article_id, start, end in zip(*columns, strict=True):
        spans[article_id].append((start, end))
    return spans


def _by_sentence(
    spans: Mapping[str, list[tuple[int, int]]],
    table: pd.DataFrame,
    columns: Sequence[str],
) -> dict[tuple[str, int], list[Row]]:
    """Return the rows of a table by the sentences that they lie in."""
    held: dict[tuple[str, int], list[Row]] = defaultdict(list)
    rows = list_records(table, columns)
    for article_id, row in zip(table["article_id"].tolist(), rows, strict=True):
        bounds = spans[article_id]
        number = max(bisect_right(bounds, (row["start"], 2**62)) - 1, 0)
        for start, end in bounds[number:]:
            if row["end"] <= start:
                break
            if row["start"] < end:
                held[article_id, start].append(row)
    return held
