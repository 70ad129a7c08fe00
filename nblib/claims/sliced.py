"""The words of sentences, taken out of the words of their articles.

A sentence says what its article says there, so nothing is cut twice. Only where a
sentence ends within a word of its article ("D-N.Y."), or leaves the body, is it cut by
itself.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..vectors import ArticleTokens, Tokens, join_tokens, read_tokens

Whole = NDArray[np.int64]


def slice_tokens(
    spans: Sequence[tuple[str, int, int]],
    texts: Sequence[str],
    tokens: ArticleTokens,
    zones: pd.DataFrame,
) -> Tokens:
    """Return the words of sentences, as `read_tokens` cuts them.

    Parameters
    ----------
    spans : sequence of (str, int, int)
        Article, start and end of each sentence.
    texts : sequence of str
        What it says.
    tokens : ArticleTokens
        The words of the articles.
    zones : DataFrame
        The zones table.

    Examples
    --------
    >>> from nblib import find_zones, make_articles
    >>> from nblib.vectors import read_article_tokens
    >>> pile = make_articles([{"id": "a", "text": "Two dams. One U.S. dam."}])
    >>> zones = find_zones(pile)
    >>> cut = ([("a", 10, 15), ("a", 19, 22)], ["One U", "dam"])
    >>> words = slice_tokens(*cut, read_article_tokens(pile, zones=zones), zones)
    >>> [words.vocabulary[code] for code in words.codes], words.bounds.tolist()
    (['one', 'dam'], [0, 1, 2])
    """
    body = tokens.body()
    place = pd.Index(tokens.article_ids, dtype=object)
    article = place.get_indexer([key for key, _, _ in spans])
    edges = np.array([span[1:] for span in spans], dtype=np.int64).reshape(-1, 2)
    bodies = zones[zones["zone"] == "body"]
    held = place.get_indexer(bodies["article_id"])
    lines = bodies[["start", "end"]].to_numpy(np.int64)
    long = 1 + max(n.max(initial=0) for n in (edges, lines, body.ends))
    edges_at = edges + long * article[:, None]  # all articles in a row
    starts, ends = (body.rows * long + side for side in (body.starts, body.ends))
    cuts = np.searchsorted(starts, edges_at)
    crossed = (cuts > 0) & (np.append(ends, 0)[cuts - 1] > edges_at)
    alone = crossed.any(axis=1) | ~_inside(edges_at, lines + long * held[:, None])
    sliced = _slice(body, cuts, edges[:, 0])
    if not alone.any():
        return sliced
    again = np.flatnonzero(alone)
    rows = np.arange(len(spans))
    rows[again] = len(spans) + np.arange(len(again))
    read = read_tokens([texts[row] for row in again.tolist()])
    return join_tokens([sliced, read]).take(rows)


def _inside(edges: Whole, lines: Whole) -> NDArray[np.bool_]:
    """Whether each stretch is within one of some lines, of which none meets another."""
    ordered = lines[np.argsort(lines[:, 0], kind="stable")]
    at = np.searchsorted(ordered[:, 0], edges[:, 0], side="right")
    inside: NDArray[np.bool_] = np.append(-1, ordered[:, 1])[at] >= edges[:, 1]
    return inside


def _slice(body: Tokens, cuts: Whole, first: Any) -> Tokens:
    """Return the words between places, told from where each sentence starts."""
    many = np.diff(cuts, axis=1).ravel()
    bounds = np.concatenate([[0], np.cumsum(many)])
    cells = np.repeat(cuts[:, 0] - bounds[:-1], many) + np.arange(bounds[-1])
    before = np.repeat(first, many).astype(np.int32)
    starts, ends = (side[cells] - before for side in (body.starts, body.ends))
    return Tokens(body.vocabulary, body.codes[cells], starts, ends, bounds)
