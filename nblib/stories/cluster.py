"""The tree, the cut and the table of stories."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from ..errors import UsageError
from ..tables import check_table, make_table
from ..vectors import Vectors, fit_vectors

Array = np.ndarray[Any, Any]

CUTS = np.linspace(0.5, 0.99, 50)  # cosine distances at which the tree may be cut


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
        The articles table.
    granularity : {"event", "topic"}
        One happening, or all happenings of one subject.
    zones : DataFrame, optional
        The zones table, made when left out.
    vectors : Vectors, optional
        Of these articles, made when left out.
    cut : float, optional
        Mean cosine distance, 0 to 1, up to which branches join; chosen by
        `cut_curve` when left out.

    Returns
    -------
    DataFrame
        The stories table, one row per article in the order of `article_id`.
        `strength` tells how firmly the article sits in its story and not in the
        next one: 1 nothing speaks for another, 0.5 or less it might as well be
        elsewhere; missing for a story of one article. `centrality` is the mean
        cosine to the story's other articles; the largest is the one to read.

    Raises
    ------
    UsageError
        If `granularity` is neither of the two or `cut` not between 0 and 1.

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
    check_table(articles, "articles")
    if cut is not None and not 0 <= cut <= 1:
        raise UsageError(f"cut must be between 0 and 1, got {cut}")
    if not len(articles):
        return make_table("stories", [])
    vectors = fit_vectors(articles, zones=zones) if vectors is None else vectors
    if cut is None:
        curve = cut_curve(articles, granularity=granularity, vectors=vectors)
        cut = float(curve.loc[curve["chosen"], "cut"].iloc[0])
    distances = _distances(vectors)
    labels = _labels(_tree(distances), cut)
    return _table(articles, vectors.article_ids, labels, 1 - distances)


def cut_curve(
    articles: pd.DataFrame,
    *,
    granularity: str = "event",
    zones: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
) -> pd.DataFrame:
    """Score every cut of the tree, so that a reader can see and dispute the choice.

    Returns
    -------
    DataFrame
        `cut` (cosine distance), `score` (mean silhouette, Rousseeuw 1987, articles
        alone count 0), `n_stories`, `chosen` (true in one row).

    Raises
    ------
    UsageError
        If `granularity` is neither event nor topic.
    """
    if granularity not in ("event", "topic"):
        raise UsageError(f"granularity must be event or topic, got {granularity!r}")
    vectors = fit_vectors(articles, zones=zones) if vectors is None else vectors
    distances = _distances(vectors)
    tree = _tree(distances)
    cuts = CUTS if granularity == "event" else CUTS[CUTS >= 0.9]
    labels = [_labels(tree, cut) for cut in cuts]
    scores = [_silhouette(distances, found) for found in labels]
    chosen = int(np.argmax(np.round(scores, 9)))
    return pd.DataFrame(
        {
            "cut": cuts,
            "score": scores,
            "n_stories": [len(set(found)) for found in labels],
            "chosen": np.arange(len(cuts)) == chosen,
        }
    )


def mint_id(members: Iterable[tuple[str, str]]) -> str:
    """Return the id of the story that holds these (article_id, text).

    Examples
    --------
    >>> mint_id([("b", "two"), ("a", "one")]) == mint_id([("a", "one"), ("b", "two")])
    True
    """
    digest = hashlib.sha256()
    for article_id, text in sorted(members):
        for part in (article_id, text):
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return f"s{digest.hexdigest()[:12]}"


def _distances(vectors: Vectors) -> Array:
    cosines = (vectors.matrix @ vectors.matrix.T).toarray()
    distances: Array = np.clip(1 - (cosines + cosines.T) / 2, 0, 1)
    np.fill_diagonal(distances, 0)
    return distances


def _tree(distances: Array) -> Array:
    if len(distances) < 2:
        return np.empty((0, 4))
    tree: Array = linkage(squareform(distances.round(12), checks=False), "average")
    return tree


def _labels(tree: Array, cut: float) -> Array:
    if not len(tree):
        return np.ones(1, dtype=int)
    labels: Array = fcluster(tree, cut, "distance")
    return labels


def _silhouette(distances: Array, labels: Array) -> float:
    own, other, _ = _nearness(distances, labels)
    scores = np.where(
        np.isnan(own) | np.isnan(other), 0, (other - own) / np.maximum(own, other)
    )
    return float(np.mean(scores)) if len(scores) else 0.0


def _nearness(
    between: Array, labels: Array, best: Any = np.argmin
) -> tuple[Array, Array, Array]:
    """Mean to the own story's others, mean to the best other story, and which."""
    codes = np.unique(labels, return_inverse=True)[1]
    n, k = len(codes), codes.max() + 1
    member = sparse.csr_array((np.ones(n), (np.arange(n), codes)), (n, k))
    sizes = np.bincount(codes)
    sums = between @ member
    here = (np.arange(n), codes)
    alone = sizes[codes] == 1
    own = (sums[here] - np.diag(between)) / np.where(alone, 1, sizes[codes] - 1)
    own[alone] = np.nan
    means = sums / sizes
    means[here] = np.inf if best is np.argmin else -np.inf
    which = best(means, axis=1)
    other = means[np.arange(n), which]
    return own, np.where(np.isfinite(other), other, np.nan), which


def _table(
    articles: pd.DataFrame,
    article_ids: list[str],
    labels: Array,
    cosines: Array,
) -> pd.DataFrame:
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    own, other, _ = _nearness(cosines, labels, np.argmax)
    other = np.nan_to_num(other)
    members: dict[int, list[tuple[str, str]]] = {}
    for article_id, label in zip(article_ids, labels.tolist(), strict=True):
        members.setdefault(label, []).append((article_id, texts[article_id]))
    minted = {label: mint_id(held) for label, held in members.items()}
    return make_table(
        "stories",
        (
            {
                "article_id": article_id,
                "story_id": minted[label],
                "strength": None if np.isnan(own[i]) else _strength(own[i], other[i]),
                "centrality": None if np.isnan(own[i]) else round(float(own[i]), 6),
            }
            for i, (article_id, label) in enumerate(
                zip(article_ids, labels.tolist(), strict=True)
            )
        ),
    )


def _strength(own: float, other: float) -> float:
    return round(float(own / (own + other)), 6) if own + other > 0 else 0.0
