"""How the stories lie to each other: what would join next, and who fits badly."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..tables import check_table, make_table
from ..vectors import Vectors
from .cluster import grow_pile
from .likeness import Likeness
from .tree import add_copies

Array = np.ndarray[Any, Any]


class Relations(NamedTuple):
    """How the stories of a pile lie to each other.

    Attributes
    ----------
    joins : DataFrame
        The table `story_joins`, most alike first: at the cut `likeness`, what `first`
        and `second` name (stories, or `branch` of rows above) would become one.
    fits : DataFrame
        The table `story_fits`, a row per article, those that fit worst first:
        `own` and `other` are the mean likeness to the own story's other articles and
        to those of the next story, `next_id`; missing where there is none.
    """

    joins: pd.DataFrame
    fits: pd.DataFrame


def relate_stories(
    articles: pd.DataFrame,
    stories: pd.DataFrame,
    *,
    granularity: str = "event",
    zones: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
) -> Relations:
    """Tell which stories would join at lower cuts, and which articles fit badly.

    Parameters
    ----------
    articles, stories : DataFrame
        The tables of those names.
    granularity, zones, vectors : optional
        As they were for `find_stories`.

    Returns
    -------
    Relations
        Empty tables for an empty pile.

    Examples
    --------
    >>> from nblib import find_stories, make_articles
    >>> texts = {
    ...     "a": "The ferry sank off Port Varos and divers searched for the crew.",
    ...     "b": "Bakers in Port Varos voted to strike over the price of flour.",
    ... }
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> joins, fits = relate_stories(table, find_stories(table, cut=1))
    >>> len(joins), fits["article_id"].tolist()
    (1, ['a', 'b'])
    """
    check_table(stories, "stories")
    likeness, merges, ids = grow_pile(articles, granularity, zones, vectors)
    held = dict(zip(stories["article_id"], stories["story_id"], strict=True))
    names = [held[article_id] for article_id in ids]
    tree = add_copies(merges, likeness.report)
    strength = dict(zip(stories["article_id"], stories["strength"], strict=True))
    fits = _fits(ids, names, likeness)
    fits["strength"] = fits["article_id"].map(strength).astype("Float64")
    order = fits.sort_values(["strength", "other", "article_id"], ignore_index=True)
    return Relations(_joins(names, tree), order)


def _joins(names: list[str], tree: Array) -> pd.DataFrame:
    """Rows for those merges of the tree that join different stories."""
    branches = list(names)
    rows: list[dict[str, Any]] = []
    for first, second, height in tree.tolist():
        one, two = branches[int(first)], branches[int(second)]
        if one == two:
            branches.append(one)
            continue
        rows.append(
            {
                "branch": f"join {len(rows) + 1}",
                "first": one,
                "second": two,
                "likeness": round(height, 6),
            }
        )
        branches.append(rows[-1]["branch"])
    return make_table("story_joins", rows)


def _fits(ids: list[str], names: list[str], likeness: Likeness) -> pd.DataFrame:
    stories, labels = np.unique(np.array(names, dtype=object), return_inverse=True)
    sizes = np.bincount(labels, minlength=len(stories))
    sums = sparse.coo_array(likeness.sums(labels)) if ids else sparse.coo_array((0, 0))
    (rows, near), data = sums.coords, sums.data
    mine = near == labels[rows]
    own = np.zeros(len(ids))
    own[rows[mine]] = data[mine] / np.maximum(sizes[near[mine]] - 1, 1)
    rows, near = rows[~mine], near[~mine]
    means = data[~mine] / sizes[near]
    order = np.lexsort((near, -means, rows))  # of equally near ones, the first
    first = order[np.unique(rows[order], return_index=True)[1]]
    next_id, other = (np.full(len(ids), None, dtype=object) for _ in range(2))
    next_id[rows[first]] = stories[near[first]]
    other[rows[first]] = means[first].round(6)
    return make_table(
        "story_fits",
        (
            {
                "article_id": article_id,
                "story_id": names[row],
                "own": None if sizes[labels[row]] == 1 else round(float(own[row]), 6),
                "next_id": next_id[row],
                "other": other[row],
            }
            for row, article_id in enumerate(ids)
        ),
    )
