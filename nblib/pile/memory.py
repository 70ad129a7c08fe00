"""What a pile knows of the run before: its articles and the lasting ids of stories.

A run leaves a note (`memory.json`) beside the tables that are about to be made and
takes it away before it publishes them. Without a note a pile has no past.
"""

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import StorageError
from ..stories import carry_ids, find_stories
from ..tables import MEMORY, make_table
from ..vectors import Vectors
from .folder import typed


class Memory(NamedTuple):
    """The past of a pile.

    Attributes
    ----------
    articles : DataFrame or None
        Articles of the last published run; None when there was none.
    known : DataFrame
        The story that each article ever seen was last in.
    history : DataFrame
        What became of the stories in all runs so far, oldest first.
    cache : Path or None
        Folder of what was made before.
    """

    articles: pd.DataFrame | None
    known: pd.DataFrame
    history: pd.DataFrame
    cache: Path | None = None


NONE = Memory(None, make_table("known", []), make_table("follow", []))


def read_memory(folder: Path | None) -> Memory:
    """Return what the note in a folder of tables tells; nothing without a note.

    Raises
    ------
    StorageError
        If there is a note and what it names cannot be read.
    """
    note = folder / MEMORY if folder else None
    if note is None or not note.exists():
        return NONE
    try:
        held = json.loads(note.read_text("utf-8"))
        cache = Path(held["cache"]) if held["cache"] else None
        history = make_table("follow", held["history"])
        if not held["tables"]:
            return NONE._replace(history=history, cache=cache)
        names = ("articles", "known")
        tables = {
            name: typed(pd.read_parquet(Path(held["tables"], f"{name}.parquet")), name)
            for name in names
        }
    except (OSError, ValueError, KeyError) as error:
        raise StorageError(
            f"cannot read what {note} names: {error}; restore it, or name another --out"
        ) from error
    return Memory(tables["articles"], tables["known"], history, cache)


def lasting_stories(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame,
    vectors: Vectors,
    granularity: str,
    memory: Memory,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables `stories`, `follow` and `known`, under lasting ids."""
    found = find_stories(
        articles, zones=zones, vectors=vectors, granularity=granularity
    )
    before = memory.articles
    both = articles
    if before is not None:
        gone = before[~before["article_id"].isin(articles["article_id"])]
        both = pd.concat([articles, gone], ignore_index=True)
    carried = carry_ids(
        memory.known,
        found,
        history=memory.history,
        articles=both.sort_values("article_id", ignore_index=True),
        granularity=granularity,
    )
    return carried.stories, carried.changes, typed(carried.known, "known")
