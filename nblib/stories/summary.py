"""One row per story: how large, from when to when, told by how many, called what.

A story is called by its terms and by its most central article. Both depend on the
whole pile, so another story's article could change them; `keep_labels` keeps those
of the last run for every story whose articles are the same.
"""

import hashlib

import pandas as pd

from ..origins import Provenance, count_origins
from ..tables import TABLES, check_table
from .names import name_stories

LABELS = ("terms", "central")


def sum_up_stories(
    articles: pd.DataFrame,
    stories: pd.DataFrame,
    *,
    story_terms: pd.DataFrame | None = None,
    origins: Provenance | None = None,
) -> pd.DataFrame:
    """Count what stands behind each story.

    Parameters
    ----------
    articles, stories : DataFrame
        The tables of those names.
    story_terms : DataFrame, optional
        The table of that name, made when left out.
    origins : Provenance, optional
        Traced when left out.

    Returns
    -------
    DataFrame
        The table `story_summaries`, largest story first. `first` and `last` are the
        days of the earliest and latest dated article; `strength` is the mean of the
        articles', missing for a story of one; `central` is the article to read;
        `terms` are separated by `; `; `members` is a digest of the articles' ids.
        Counts of what is unknown (no outlet stated, nothing measured) are missing.

    Examples
    --------
    >>> from nblib import find_stories, make_articles
    >>> text = "Danish officials told Reuters on Friday that the ferry will stay."
    >>> table = make_articles([{"id": "a", "text": text, "published": "2031-02-03"}])
    >>> row = sum_up_stories(table, find_stories(table)).iloc[0]
    >>> row["first"], row["central"], int(row["n_articles"]), int(row["n_origins"])
    ('2031-02-03', 'a', 1, 1)
    """
    check_table(articles, "articles")
    check_table(stories, "stories")
    if story_terms is None:
        story_terms = name_stories(articles, stories)
    check_table(story_terms, "story_terms")
    held = stories.dropna(subset=["story_id"]).merge(
        articles[["article_id", "outlet", "published", "text"]], on="article_id"
    )
    ranked = story_terms.sort_values(["story_id", "rank"])
    central = held.sort_values(["centrality", "article_id"], ascending=[False, True])
    central = central.drop_duplicates("story_id").set_index("story_id")["article_id"]
    members = held.assign(day=held["published"].str[:10]).groupby("story_id")
    counts = _counts(articles, held, origins)
    summed = pd.DataFrame(
        {
            "terms": ranked.groupby("story_id")["term"].agg("; ".join),
            "central": central,
            "first": members["day"].min(),
            "last": members["day"].max(),
            "n_articles": members.size(),
            "n_outlets": members["outlet"].nunique().replace(0, None),
            "n_pipelines": counts["n_pipelines"],
            "n_origins": counts["n_origins"],
            "strength": members["strength"].mean(),
            "members": members["article_id"].agg(_digest),
        },
        index=central.index.sort_values(),
    )
    ordered = summed.sort_values("n_articles", ascending=False, kind="stable")
    columns = TABLES["story_summaries"]
    return ordered.rename_axis("story_id").reset_index()[list(columns)].astype(columns)


def keep_labels(previous: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Return `current` with the last run's labels where a story has not changed.

    Parameters
    ----------
    previous, current : DataFrame
        Tables `story_summaries` of two runs, under lasting ids (`carry_ids`).

    Returns
    -------
    DataFrame
        `current`; `terms` and `central` are those of `previous` for each story that
        has the same articles as then.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> row = {"story_id": "s1", "members": "m", "terms": "ferry", "central": "a"}
    >>> old = make_table("story_summaries", [row])
    >>> new = make_table("story_summaries", [{**row, "terms": "boat"}])
    >>> keep_labels(old, new)["terms"].tolist()
    ['ferry']
    >>> keep_labels(old, new.assign(members="other"))["terms"].tolist()
    ['boat']
    """
    check_table(previous, "story_summaries")
    check_table(current, "story_summaries")
    same = ["story_id", "members"]
    before = current[same].merge(previous[[*same, *LABELS]], "left", on=same)
    before.index = current.index
    kept = {name: before[name].fillna(current[name]) for name in LABELS}
    return current.assign(**kept)


def _counts(
    articles: pd.DataFrame, held: pd.DataFrame, origins: Provenance | None
) -> pd.DataFrame:
    """Pipelines and origins behind all that the articles of each story tell."""
    spans = pd.DataFrame(
        {
            "claim_id": held["story_id"],
            "article_id": held["article_id"],
            "start": 0,
            "end": held["text"].str.len(),
        }
    )
    return count_origins(articles, spans, origins=origins).set_index("claim_id")


def _digest(article_ids: pd.Series) -> str:
    digest = hashlib.sha256("\n".join(sorted(article_ids)).encode("utf-8"))
    return digest.hexdigest()[:12]
