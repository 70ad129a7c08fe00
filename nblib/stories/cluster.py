"""From likeness to tree and cut: which articles are one story, and one topic."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..engines import Engine
from ..errors import UsageError
from ..tables import TABLES, check_table, make_table
from ..vectors import Vectors, fit_vectors
from .components import name_by_first
from .cut import Choice, choose_cut
from .likeness import Likeness, measure_likeness
from .rows import write_stories
from .tree import add_copies, cut_tree, grow_tree, resample_heights

Array = np.ndarray[Any, Any]


class Groups(NamedTuple):
    """One tree of the articles, cut at two heights.

    Attributes
    ----------
    stories : DataFrame
        The stories table, as of `find_stories`.
    topics : DataFrame
        The table `topics`, one row per article in the order of `article_id`:
        `topic_id` is the smallest article_id of the topic.
    """

    stories: pd.DataFrame
    topics: pd.DataFrame


def find_stories(
    articles: pd.DataFrame,
    *,
    granularity: str = "event",
    zones: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
    cut: float | None = None,
) -> pd.DataFrame:
    """Group the articles into stories.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Dates of publication are used where there are any, for
        events alone: a topic may last for years.
    granularity : {"event", "topic"}
        One happening, or all happenings of one subject.
    zones : DataFrame, optional
        The zones table, made when left out.
    vectors : Vectors, optional
        Of these articles, made when left out.
    cut : float, optional
        Mean likeness, from 0, down to which branches join; more is stricter. Copies
        of one report always join. Chosen when left out; `cut_curve` shows how.

    Returns
    -------
    DataFrame
        The stories table, one row per article in the order of `article_id`.
        `strength` tells how firmly the article sits in its story and not in the
        next one: 1 nothing speaks for another, 0.5 or less it might as well be
        elsewhere; missing for a story of one article. `centrality` is the mean
        likeness to the story's other articles; the largest is the one to read.

    Raises
    ------
    UsageError
        If `granularity` is neither of the two or `cut` below 0.

    Examples
    --------
    >>> from nblib import make_articles
    >>> texts = {
    ...     "a": "The ferry sank off Port Varos and divers searched for the crew.",
    ...     "b": "Divers searched for the ferry crew off Port Varos on Sunday.",
    ...     "c": "The bakers of Lund voted to strike over flour prices.",
    ... }
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> find_stories(table)["story_id"].nunique()
    2
    """
    return group_articles(
        articles,
        granularity=granularity,
        zones=zones,
        vectors=vectors,
        cut=cut,
    ).stories


def group_articles(
    articles: pd.DataFrame,
    *,
    granularity: str = "event",
    zones: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
    cut: float | None = None,
    engine: Engine | None = None,
) -> Groups:
    """Group the articles into stories, and these into topics.

    Both are branches of the one tree that is grown: a topic holds whole stories.

    Parameters
    ----------
    articles, granularity, zones, vectors, cut : optional but articles
        As for `find_stories`.
    engine : Engine, optional
        Finds the neighbours; here when left out.

    Returns
    -------
    Groups
        Stories and topics. The topics are the stories themselves where these are
        cut no higher than topics are.

    Raises
    ------
    UsageError
        If `granularity` is neither of the two or `cut` below 0.

    Examples
    --------
    >>> from nblib import make_articles
    >>> texts = {
    ...     "a": "The ferry sank off Port Varos and divers searched for the crew.",
    ...     "b": "Owners of the ferry off Port Varos knew that it was forty years old.",
    ...     "c": "The bakers of Lund voted to strike over flour prices.",
    ... }
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> stories, topics = group_articles(table, cut=0.5)
    >>> stories["story_id"].nunique(), topics["topic_id"].tolist()
    (3, ['a', 'a', 'c'])
    """
    if cut is not None and not cut >= 0:
        raise UsageError(f"cut must be 0 or more, got {cut}")
    likeness, merges, ids = grow_pile(articles, granularity, zones, vectors, engine)
    if not ids:
        return Groups(make_table("stories", []), make_table("topics", []))
    if cut is None:
        cut = _choose(likeness, merges, granularity).cut
    tree = add_copies(merges, likeness.report)
    labels = cut_tree(tree, len(ids), cut)
    wide = min(cut, _choose(likeness, merges, "topic").cut)
    topics = name_by_first(ids, cut_tree(tree, len(ids), wide))
    return Groups(
        write_stories(articles, ids, labels, likeness),
        pd.DataFrame({"article_id": ids, "topic_id": topics}).astype(TABLES["topics"]),
    )


def cut_curve(
    articles: pd.DataFrame,
    *,
    granularity: str = "event",
    zones: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
) -> pd.DataFrame:
    """Score the cuts of the tree, so that a reader can see and dispute the choice.

    Parameters
    ----------
    articles, granularity, zones, vectors : optional but articles
        As for `find_stories`.

    Returns
    -------
    DataFrame
        The table `cuts`: `cut` (mean likeness, rising), `score` (expected share of
        merges put right, 0 to 1), `n_stories`, `chosen` (true in one row; in none
        for an empty pile).

    Raises
    ------
    UsageError
        If `granularity` is neither event nor topic.

    Examples
    --------
    >>> from nblib import make_articles
    >>> table = make_articles([{"id": "a", "text": "A ferry sank."}])
    >>> curve = cut_curve(table)
    >>> int(curve["chosen"].sum()), int(curve["n_stories"].max())
    (1, 1)
    """
    likeness, merges, ids = grow_pile(articles, granularity, zones, vectors)
    choice = _choose(likeness, merges, granularity)
    n_reports = len(np.unique(likeness.report))
    curve = pd.DataFrame(
        {
            "cut": choice.cuts,
            "score": choice.scores,
            "n_stories": n_reports - choice.n_merged,
            "chosen": (choice.cuts == choice.cut) & bool(ids),
        }
    )
    return curve.astype(TABLES["cuts"])


def grow_pile(
    articles: pd.DataFrame,
    granularity: str,
    zones: pd.DataFrame | None,
    vectors: Vectors | None,
    engine: Engine | None = None,
) -> tuple[Likeness, Array, list[str]]:
    """Return likeness, merges of reports, and ids of articles of the pile."""
    check_table(articles, "articles")
    if granularity not in ("event", "topic"):
        raise UsageError(f"granularity must be event or topic, got {granularity!r}")
    vectors = fit_vectors(articles, zones=zones) if vectors is None else vectors
    likeness = measure_likeness(
        articles, vectors, dated=granularity == "event", engine=engine
    )
    return likeness, grow_tree(likeness.reports), vectors.article_ids


def _choose(likeness: Likeness, merges: Array, granularity: str) -> Choice:
    resampled = resample_heights(likeness.reports) if granularity == "event" else []
    return choose_cut(merges[:, 2], granularity, resampled)
