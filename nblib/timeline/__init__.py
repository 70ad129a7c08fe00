"""What happened when: one event for each happening, with every sentence that tells it.

The date of an event is the date that the sentences name, never the day on which
they were published; where a statement names no day, the article's own day stands
in and the mention carries no time expression. A coarse date stays coarse. Events
that look like one and are told on different days are kept and shown as a
conflict.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..origins import Provenance, count_origins
from ..passages import align_passages
from ..quotes import find_quotes
from ..reuse import find_reuse
from ..tables import check_table, make_table, sort_table
from ..timexes import find_timexes
from ..vectors import number_blocks
from ..zones import find_zones, split_sentences
from .bags import fill_bags
from .export import export_timeline
from .finding import find_mentions
from .mentions import Mention
from .merging import build_events, find_conflicts
from .rows import list_rows

__all__ = ["Timeline", "build_timeline", "export_timeline"]


class Timeline(NamedTuple):
    """Events and the sentences that mention them."""

    events: pd.DataFrame
    mentions: pd.DataFrame


def build_timeline(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    timexes: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    origins: Provenance | None = None,
    components: pd.DataFrame | None = None,
) -> Timeline:
    """Order what the articles tell by when it happened.

    Parameters
    ----------
    articles : DataFrame
        The articles table. An article without `published` contributes what it
        dates in full, and sentences that are like a dated one elsewhere.
    zones, sentences, timexes, quotes, passages : DataFrame, optional
        Made when left out.
    origins : Provenance, optional
        Handed on to `count_origins`.
    components : DataFrame, optional
        Parts of the pile that share nothing. The events of a component are those of
        a pile of its articles alone. By default all articles are one.

    Returns
    -------
    Timeline
        `events`: `start` and `finish` (inclusive ISO days), `granularity` (day,
        week, month, quarter, season, year, …), `kind` (event, statement,
        statistic, background), `conflict` (other days on which a like event is
        told), counts; `article_id` and `text` of who told it first. `mentions`: one
        row a sentence and event; `start`, `end` span the time expression and are
        missing where the date is inferred.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "The bridge in Lindau was closed on Tuesday after a barge struck it."
    >>> pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    >>> build_timeline(pile).events[["start", "finish", "granularity"]].values.tolist()
    [['2025-04-08', '2025-04-08', 'day']]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else zones
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    if timexes is None:
        timexes = find_timexes(articles, zones=zones)
    reuse = None
    if passages is None and (quotes is None or origins is None):
        reuse = find_reuse(articles, zones=zones, sentences=sentences)
        passages = align_passages(
            articles, reuse[["a", "b"]], zones=zones, sentences=sentences
        )
    if quotes is None:
        quotes = find_quotes(
            articles,
            zones=zones,
            sentences=sentences,
            passages=passages,
            components=components,
        )
    for table, name in (
        (sentences, "sentences"),
        (timexes, "timexes"),
        (quotes, "quotes"),
    ):
        check_table(table, name)
    mentions = find_mentions(articles, sentences, timexes, quotes)
    events, told = _tables(articles, mentions, components)
    upstream = {
        "zones": zones,
        "sentences": sentences,
        "reuse": reuse,
        "passages": passages,
        "components": components,
    }
    return Timeline(_count(articles, events, told, origins, upstream), told)


def _tables(
    articles: pd.DataFrame,
    mentions: Sequence[Mention],
    components: pd.DataFrame | None,
) -> Iterator[pd.DataFrame]:
    """Yield the events, each component's for itself, and where they are told."""
    block = number_blocks(articles["article_id"], components)
    place = dict(zip(articles["article_id"], block.tolist(), strict=True))
    blocks = np.array([place[m.article_id] for m in mentions], dtype=np.int64)
    columns = (articles[name].tolist() for name in ("article_id", "text"))
    texts = dict(zip(*columns, strict=True))
    bags = fill_bags(mentions, texts, blocks)
    found = build_events(mentions, bags, blocks)
    newest = articles["published"].groupby(block).max().dropna().to_dict()
    rows = list_rows(found, find_conflicts(found, bags), newest)
    for name in ("events", "event_mentions"):
        yield sort_table(make_table(name, rows[name]), name)


def _count(
    articles: pd.DataFrame,
    events: pd.DataFrame,
    mentions: pd.DataFrame,
    origins: Provenance | None,
    upstream: dict[str, pd.DataFrame | None],
) -> pd.DataFrame:
    """Add how many pipelines and origins stand behind each event."""
    if events.empty:
        return events
    spans = pd.DataFrame(
        {
            "claim_id": mentions["event_id"],
            "article_id": mentions["article_id"],
            "start": mentions["sentence_start"],
            "end": mentions["sentence_end"],
        }
    )
    counts = count_origins(articles, spans, origins=origins, **upstream)
    counts = counts.set_index("claim_id")
    filled = {
        column: events["event_id"].map(counts[column]).astype("Int64")
        for column in ("n_pipelines", "n_origins")
    }
    return events.assign(**filled)
