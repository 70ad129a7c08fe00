"""The tables that pass between stages: their columns, their types, one check.

Column names are written once, here. A table is a plain DataFrame; what may be
unknown is a missing value, never zero or an empty string. Offsets (`start`,
`end`, …) are code points, half-open, into the article's `text` as read.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from .errors import SchemaError

TEXT, WHOLE, SHARE, FLAG = "str", "Int64", "Float64", "boolean"

MEMORY = "memory.json"  # the note of a run about the run before it

_SPAN = {"article_id": TEXT, "start": WHOLE, "end": WHOLE}
_COUNTS = {"n_articles": WHOLE, "n_pipelines": WHOLE, "n_origins": WHOLE}

TABLES: dict[str, dict[str, str]] = {
    "articles": dict.fromkeys(
        (
            "article_id",
            "title",
            "outlet",
            "published",
            "url",
            "language",
            "text",
            "file",
            "note",
            "author",
            "published_basis",
            "links",
            "original",
        ),
        TEXT,
    ),
    "unmeasured": {"language": TEXT, "n_articles": WHOLE},
    "rejects": dict.fromkeys(("file", "place", "reason", "remedy"), TEXT),
    "outlets": dict.fromkeys(("name", "kind", "aliases", "domain", "family"), TEXT),
    "dates": {
        **dict.fromkeys(("article_id", "published", "earliest", "latest"), TEXT),
        **dict.fromkeys(("weekday", "basis", "spans"), TEXT),
        "start": WHOLE,
        "end": WHOLE,
    },
    "site_lines": {"outlet": TEXT, "line": TEXT, "n_articles": WHOLE, "share": SHARE},
    "zones": {**_SPAN, "zone": TEXT, "kind": TEXT},
    "sentences": {
        "article_id": TEXT,
        "sentence_id": TEXT,
        "start": WHOLE,
        "end": WHOLE,
    },
    "date_orders": {"article_id": TEXT, "day_first": FLAG},
    "timexes": {
        **_SPAN,
        **dict.fromkeys(("text", "type", "value", "mod", "implied", "flag"), TEXT),
    },
    "credits": {
        **_SPAN,
        "name": TEXT,
        "kind": TEXT,
        "cue": TEXT,
        "depth": WHOLE,
        "cue_start": WHOLE,
        "cue_end": WHOLE,
        "via": TEXT,
        "suspect": TEXT,
        "body": TEXT,
    },
    "speech": {
        **_SPAN,
        "kind": TEXT,
        "speaker": TEXT,
        "speaker_start": WHOLE,
        "speaker_end": WHOLE,
        "cue": TEXT,
        "speaker_kind": TEXT,
        "said": TEXT,
        "sentence_start": WHOLE,
        "sentence_end": WHOLE,
    },
    "quotes": {
        **_SPAN,
        "kind": TEXT,
        "speaker": TEXT,
        "speaker_start": WHOLE,
        "speaker_end": WHOLE,
        "cue": TEXT,
        "utterance_id": TEXT,
        "speaker_kind": TEXT,
        "said": TEXT,
    },
    "stories": {
        "article_id": TEXT,
        "story_id": TEXT,
        "strength": SHARE,
        "centrality": SHARE,
    },
    "story_terms": {"story_id": TEXT, "rank": WHOLE, "term": TEXT, "weight": SHARE},
    "story_summaries": {
        **dict.fromkeys(("story_id", "terms", "central", "first", "last"), TEXT),
        **{**_COUNTS, "n_outlets": WHOLE, "strength": SHARE, "members": TEXT},
    },
    "story_joins": {"branch": TEXT, "first": TEXT, "second": TEXT, "likeness": SHARE},
    "story_fits": {
        **dict.fromkeys(("article_id", "story_id", "next_id"), TEXT),
        **dict.fromkeys(("strength", "own", "other"), SHARE),
    },
    "cuts": {"cut": SHARE, "score": SHARE, "n_stories": WHOLE, "chosen": FLAG},
    "story_days": {"story_id": TEXT, "label": TEXT, "day": TEXT, "n_articles": WHOLE},
    "overlap": {"a": TEXT, "b": TEXT, "value": SHARE},
    "known": {"article_id": TEXT, "story_id": TEXT},
    "follow": {"story_id": TEXT, "previous_id": TEXT, "change": TEXT},
    "resolved": {"asked_id": TEXT, "story_id": TEXT, "state": TEXT},
    "reuse": {
        "a": TEXT,
        "b": TEXT,
        "derived": SHARE,
        "relation": TEXT,
        "direction": TEXT,
        "ancestor": TEXT,
        "reason": TEXT,
        **dict.fromkeys(
            ("containment", "details", "runs", "order", "local", "twins"), SHARE
        ),
        "shared": WHOLE,
    },
    "topics": {"article_id": TEXT, "topic_id": TEXT},
    "components": {"article_id": TEXT, "component_id": TEXT},
    "pairs": {"a": TEXT, "b": TEXT},
    "passages": {
        "a": TEXT,
        "b": TEXT,
        "a_start": WHOLE,
        "a_end": WHOLE,
        "b_start": WHOLE,
        "b_end": WHOLE,
        "kind": TEXT,
        "similarity": SHARE,
        "changed": TEXT,
        "warning": TEXT,
    },
    "marked": {
        **dict.fromkeys(("a", "b", "kind", "words_a", "words_b", "warning"), TEXT),
        "n_changes": WHOLE,
    },
    "copies": {**_SPAN, "pipeline": TEXT, "credited": FLAG, "n_sentences": WHOLE},
    "statements": {
        **_SPAN,
        **dict.fromkeys(("pipeline", "pipeline_kind", "voice", "voice_kind"), TEXT),
        **dict.fromkeys(("state", "body", "basis", "cue", "said"), TEXT),
        "exclusive": FLAG,
        "evidence_start": WHOLE,
        "evidence_end": WHOLE,
    },
    "nodes": {"node_id": TEXT, "layer": TEXT, "name": TEXT, "kind": TEXT},
    "edges": {"tail": TEXT, "head": TEXT, "kind": TEXT, **_SPAN},
    "counts": {"claim_id": TEXT, **_COUNTS, "pipelines": TEXT, "origins": TEXT},
    "claims": {
        "claim_id": TEXT,
        "story_id": TEXT,
        **_SPAN,
        "text": TEXT,
        "attribution": TEXT,
        **_COUNTS,
        "pipelines": TEXT,
        "origins": TEXT,
    },
    "claim_mentions": {"claim_id": TEXT, **_SPAN, "attribution": TEXT, "voice": TEXT},
    "disagreements": {
        "disagreement_id": TEXT,
        "claim_id": TEXT,
        "kind": TEXT,
        **_SPAN,
        "text": TEXT,
        "unit": TEXT,
        "value": TEXT,
        "n_pipelines": WHOLE,
        "outlier": FLAG,
    },
    "wordings": {
        "utterance_id": TEXT,
        "speaker": TEXT,
        **_SPAN,
        "text": TEXT,
        "n_articles": WHOLE,
        "n_pipelines": WHOLE,
        "changed": TEXT,
        "outlier": FLAG,
    },
    "hygiene": {
        "scope": TEXT,
        "name": TEXT,
        "n_speech": WHOLE,
        "n_attributed": WHOLE,
        "n_anonymous": WHOLE,
        "anonymous": SHARE,
        "n_claims": WHOLE,
        "n_single_origin": WHOLE,
        "single_origin": SHARE,
        "n_hearsay": WHOLE,
        "n_bare_hearsay": WHOLE,
        "unmeasured": TEXT,
    },
    "events": {
        "event_id": TEXT,
        "start": TEXT,
        "finish": TEXT,
        "granularity": TEXT,
        "text": TEXT,
        "kind": TEXT,
        "conflict": TEXT,
        **_COUNTS,
    },
    "event_mentions": {
        "event_id": TEXT,
        "article_id": TEXT,
        "sentence_start": WHOLE,
        "sentence_end": WHOLE,
        "start": WHOLE,
        "end": WHOLE,
        "published": TEXT,
    },
    "changes": {
        "kind": TEXT,
        "story_id": TEXT,
        "previous_id": TEXT,
        "claim_id": TEXT,
        "event_id": TEXT,
        **_SPAN,
        "before": TEXT,
        "after": TEXT,
        "n_articles": WHOLE,
        "n_origins": WHOLE,
        "text": TEXT,
    },
}

ORDER: dict[str, tuple[str, ...]] = {  # of tables that are put together from parts
    "claims": ("-n_origins", "-n_articles", "claim_id"),
    "claim_mentions": ("claim_id", "article_id", "start"),
    "events": ("start", "event_id"),
}


def make_table(name: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return the table `name` with its columns and types, even when empty.

    Parameters
    ----------
    name : str
        A key of `TABLES`.
    rows : iterable of mapping
        One mapping per row. A key that a row lacks becomes a missing value; a
        key that is no column of the table is refused.

    Raises
    ------
    SchemaError
        If a row has a key that the table does not know.

    Examples
    --------
    >>> table = make_table("zones", [{"article_id": "a", "start": 0, "end": 4}])
    >>> table.shape, bool(table["kind"].isna().all())
    ((1, 5), True)
    >>> list(make_table("sentences", []).columns)
    ['article_id', 'sentence_id', 'start', 'end']
    """
    columns = TABLES[name]
    held = [dict(row) for row in rows]
    unknown = sorted({key for row in held for key in row} - set(columns))
    if unknown:
        raise SchemaError(f"{name} has no column {', '.join(unknown)}")
    return pd.DataFrame(
        {
            column: pd.Series([row.get(column) for row in held], dtype=kind)
            for column, kind in columns.items()
        }
    )


def check_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return `table` unchanged if it has every column of the table `name`.

    Raises
    ------
    SchemaError
        If a column is missing; the message names the table and the column.

    Examples
    --------
    >>> check_table(pd.DataFrame(columns=["a"]), "pairs")
    Traceback (most recent call last):
    ...
    nblib.errors.SchemaError: pairs: missing columns: b
    """
    missing = [column for column in TABLES[name] if column not in table.columns]
    if missing:
        raise SchemaError(f"{name}: missing columns: {', '.join(missing)}")
    return table


def sort_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rows of `table` in the order of the table `name`.

    Parameters
    ----------
    table : DataFrame
        Rows in any order.
    name : str
        A key of `ORDER`: columns by which rows are sorted, largest first after a
        `-`. What is missing comes last; equal rows stay as they are.

    Examples
    --------
    >>> rows = [{"event_id": "b"}, {"event_id": "a"}, {"start": "2025-04-09"}]
    >>> sort_table(make_table("events", rows), "events")["event_id"].tolist()
    [nan, 'a', 'b']
    """
    keys = ORDER[name]
    return table.sort_values(
        [key.removeprefix("-") for key in keys],
        ascending=[not key.startswith("-") for key in keys],
        kind="stable",
        ignore_index=True,
    )
