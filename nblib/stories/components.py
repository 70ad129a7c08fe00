"""Parts of a pile that have nothing to do with each other.

Two articles that share a topic, or a text, may tell of one thing; two that share
neither seldom do, and what looks alike in them ("He served three terms") is of
different people. So the stages that compare sentences do so within a component:
articles that a chain of common topics and copies joins. The work then grows with the
pile and not with its square, and a component that did not change need not be done
again.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ..reuse.model import BELIEVED
from ..tables import TABLES, check_table

Array = np.ndarray[Any, Any]


def find_components(
    articles: pd.DataFrame, *, topics: pd.DataFrame, reuse: pd.DataFrame
) -> pd.DataFrame:
    """Join the articles that share a topic or a copied text.

    Parameters
    ----------
    articles, topics, reuse : DataFrame
        The tables of those names. Pairs of `reuse` that are believed (`derived` from
        0.5) join. An article without a topic is one of its own; rows of articles that
        are not in the pile are passed over.

    Returns
    -------
    DataFrame
        The table `components`, one row per article in the order of `article_id`;
        `component_id` is the smallest article_id of the component.

    Examples
    --------
    >>> from nblib import make_articles
    >>> from nblib.tables import make_table
    >>> pile = make_articles({"id": name, "text": name} for name in "abcd")
    >>> topics = pd.DataFrame({"article_id": ["a", "b"], "topic_id": ["a", "a"]})
    >>> reuse = make_table("reuse", [{"a": "b", "b": "d", "derived": 0.9}])
    >>> find_components(pile, topics=topics, reuse=reuse)["component_id"].tolist()
    ['a', 'a', 'c', 'a']
    """
    check_table(articles, "articles")
    check_table(topics, "topics")
    check_table(reuse, "reuse")
    ids = sorted(articles["article_id"])
    place = pd.Index(ids, dtype=TABLES["articles"]["article_id"]).get_indexer
    topic, _ = pd.factorize(topics["topic_id"])
    copies = reuse[reuse["derived"].ge(BELIEVED).fillna(False)]
    heads = np.concatenate([place(topics["article_id"]), place(copies["a"])])
    tails = np.concatenate([len(ids) + topic, place(copies["b"])])
    known = (heads >= 0) & (tails >= 0)
    size = len(ids) + len(topics)
    graph = sparse.coo_array(
        (np.ones(known.sum()), (heads[known], tails[known])), (size, size)
    )
    labels = connected_components(graph, directed=False)[1][: len(ids)]
    found = pd.DataFrame(
        {"article_id": ids, "component_id": name_by_first(ids, labels)}
    )
    return found.astype(TABLES["components"])


def name_by_first(ids: Sequence[str], labels: Array) -> list[str]:
    """Return for each article the first id that has its label.

    Examples
    --------
    >>> name_by_first(["a", "b", "c"], np.array([7, 2, 7]))
    ['a', 'b', 'a']
    """
    if not len(labels):
        return []
    first, place = np.unique(labels, return_index=True, return_inverse=True)[1:]
    return [ids[row] for row in first[place].tolist()]
