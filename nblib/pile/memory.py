"""What a pile knows of the run before: its articles and the lasting ids of stories.

A run leaves a note (`memory.json`) beside the tables that are about to be made and
takes it away before it publishes them. Without a note a pile has no past.
"""

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..articles import Corpus
from ..engines import Engine
from ..errors import StorageError
from ..origins import Provenance
from ..stories import carry_ids, group_articles, keep_labels, sum_up_stories
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
    summaries : DataFrame or None
        What the stories were called, where the run before said so.
    cache : Path or None
        Folder of what was made before.
    read : Path or None
        Folder of what was read of the articles already.
    inputs : str
        Digest of the bytes that were read.
    """

    articles: pd.DataFrame | None
    known: pd.DataFrame
    history: pd.DataFrame
    summaries: pd.DataFrame | None = None
    cache: Path | None = None
    read: Path | None = None
    inputs: str = ""

    def corpus(self, inputs: str) -> Corpus | None:
        """Return what was read of articles of this digest; None if nothing was."""
        if self.read is None or self.inputs != inputs:
            return None
        return Corpus(_table(self.read, "articles"), _table(self.read, "rejects"))


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
        read = Path(held["read"]["folder"]) if held["read"] else None
        found = NONE._replace(
            history=make_table("follow", held["history"]),
            cache=cache,
            read=read,
            inputs=held["read"].get("inputs", ""),
        )
        if not held["tables"]:
            return found
        tables = Path(held["tables"])
        summaries = None
        if (tables / "story_summaries.parquet").exists():
            summaries = _table(tables, "story_summaries")
        articles, known = _table(tables, "articles"), _table(tables, "known")
    except (OSError, ValueError, KeyError) as error:
        raise StorageError(
            f"cannot read what {note} names: {error}; restore it, or name another --out"
        ) from error
    return found._replace(articles=articles, known=known, summaries=summaries)


def _table(folder: Path, name: str) -> pd.DataFrame:
    return typed(pd.read_parquet(folder / f"{name}.parquet"), name)


def lasting_stories(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame,
    vectors: Vectors,
    granularity: str,
    memory: Memory,
    engine: Engine,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return `stories`, `follow` and `known`, under lasting ids, and `topics`."""
    found, topics = group_articles(
        articles,
        zones=zones,
        vectors=vectors,
        granularity=granularity,
        engine=engine,
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
    known = typed(carried.known, "known")
    return carried.stories, carried.changes, known, topics


def lasting_summaries(
    articles: pd.DataFrame,
    *,
    stories: pd.DataFrame,
    story_terms: pd.DataFrame,
    origins: Provenance,
    memory: Memory,
) -> pd.DataFrame:
    """Return the table `story_summaries`; stories that stayed keep their names."""
    found = sum_up_stories(articles, stories, story_terms=story_terms, origins=origins)
    return found if memory.summaries is None else keep_labels(memory.summaries, found)
