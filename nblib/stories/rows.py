"""The table of stories: ids minted from what a story holds, and how firmly it holds."""

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from ..tables import make_table
from .likeness import Likeness

Array = np.ndarray[Any, Any]


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


def write_stories(
    articles: pd.DataFrame,
    article_ids: list[str],
    labels: Array,
    likeness: Likeness,
) -> pd.DataFrame:
    """Return the stories table of articles with these labels, in order of their ids."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    members: dict[int, list[tuple[str, str]]] = {}
    for article_id, label in zip(article_ids, labels.tolist(), strict=True):
        members.setdefault(label, []).append((article_id, texts[article_id]))
    minted = {label: mint_id(held) for label, held in members.items()}
    own, other = _nearness(likeness, labels)
    alone = np.array([len(members[label]) == 1 for label in labels.tolist()])
    strength = np.divide(own, own + other, out=np.zeros(len(own)), where=own > 0)
    return make_table(
        "stories",
        (
            {
                "article_id": article_id,
                "story_id": minted[label],
                "strength": None if single else round(firm, 6),
                "centrality": None if single else round(near, 6),
            }
            for article_id, label, single, firm, near in zip(
                article_ids,
                labels.tolist(),
                alone.tolist(),
                strength.tolist(),
                own.tolist(),
                strict=True,
            )
        ),
    )


def _nearness(likeness: Likeness, labels: Array) -> tuple[Array, Array]:
    """Mean likeness to the own story's other articles, and to the next story."""
    n = len(labels)
    sizes = np.bincount(labels)
    sums = sparse.coo_array(likeness.sums(labels))
    (rows, stories), data = sums.coords, sums.data
    mine = stories == labels[rows]
    own, other = np.zeros(n), np.zeros(n)
    own[rows[mine]] = data[mine] / np.maximum(sizes[stories[mine]] - 1, 1)
    np.maximum.at(other, rows[~mine], data[~mine] / sizes[stories[~mine]])
    return own, other
