"""The words of a pile's articles, cut once for every stage that counts or compares.

What counts as an article's own words is its title and its body. Stages that look at
the body alone take its words out of these.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..engines import Engine
from ..errors import SchemaError
from ..tables import check_table
from ..zones import find_zones, zone_text
from .tokens import Tokens, Whole, read_tokens

READ_ZONES = ("title", "heading", "body")


class ArticleTokens(NamedTuple):
    """The words of articles, of their titles and bodies.

    Attributes
    ----------
    article_ids : list of str
        Sorted.
    tokens : Tokens
        Their words, with places in what `read_texts` returns.
    above : array of int
        Characters of the title line that stands above each article's text.
    in_body : array of bool
        Which words stand in the body.
    """

    article_ids: list[str]
    tokens: Tokens
    above: Whole
    in_body: NDArray[np.bool_]

    def of(self, article_ids: Sequence[str]) -> Tokens:
        """Return the words of some articles, in this order.

        Raises
        ------
        SchemaError
            If the words of an article are not among these.
        """
        asked = list(article_ids)
        if asked == self.article_ids:
            return self.tokens
        rows = pd.Index(self.article_ids).get_indexer(asked)
        if (rows < 0).any():
            missing = asked[int(np.flatnonzero(rows < 0)[0])]
            raise SchemaError(
                f"tokens lack article {missing}; read them of all articles"
            )
        return self.tokens.take(rows)

    def body(self) -> Tokens:
        """Return the words of the bodies, with places in the articles' texts."""
        held, tokens = self.in_body, self.tokens
        bounds = np.concatenate([[0], np.cumsum(held)])[tokens.bounds]
        above = np.repeat(self.above.astype(np.int32), np.diff(bounds))
        starts, ends = (side[held] - above for side in (tokens.starts, tokens.ends))
        return Tokens(tokens.vocabulary, tokens.codes[held], starts, ends, bounds)


def read_texts(
    articles: pd.DataFrame, *, zones: pd.DataFrame | None = None
) -> dict[str, str]:
    r"""Return what counts as the article's own words: title and body.

    Returns
    -------
    dict of str to str
        By `article_id`. A title that the text does not hold stands above it.

    Examples
    --------
    >>> from nblib import make_articles
    >>> record = {"id": "a", "title": "Talks", "text": "They met.\nRead next"}
    >>> {k: v.split() for k, v in read_texts(make_articles([record])).items()}
    {'a': ['Talks', 'They', 'met.']}
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    texts = zone_text(articles, zones, keep=READ_ZONES)
    named = zip(
        articles["article_id"].tolist(), articles["title"].tolist(), strict=True
    )
    for article_id, title in named:
        if isinstance(title, str) and title not in texts[article_id]:
            texts[article_id] = f"{title}\n{texts[article_id]}"
    return texts


def read_article_tokens(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    engine: Engine | None = None,
) -> ArticleTokens:
    r"""Cut the titles and bodies of articles into words.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table, made when left out.
    engine : Engine, optional
        Reads the texts, many at a time; here when left out.

    Returns
    -------
    ArticleTokens
        What `tokens` of other functions takes, so that they do not cut them again.

    Examples
    --------
    >>> from nblib import make_articles
    >>> record = {"id": "a", "title": "Talks", "text": "They met.\nRead next"}
    >>> read = read_article_tokens(make_articles([record]))
    >>> read.tokens.vocabulary, read.body().starts.tolist()
    (['met', 'talks', 'they'], [0, 5])
    """
    zones = find_zones(articles) if zones is None else zones
    texts = read_texts(articles, zones=zones)
    ids = sorted(texts)
    tokens = read_tokens([texts[article_id] for article_id in ids], engine=engine)
    lengths = np.array([len(texts[article_id]) for article_id in ids], dtype=np.int64)
    named = zip(articles["article_id"].tolist(), articles["text"].tolist(), strict=True)
    bare = {article_id: len(text) for article_id, text in named}
    above = lengths - np.array([bare[article_id] for article_id in ids], dtype=np.int64)
    offsets = np.cumsum(lengths) - lengths
    begins, ends = _bodies(zones, ids, offsets + above)
    places = tokens.starts + offsets[tokens.rows]
    held = np.searchsorted(begins, places, side="right")
    in_body = places < np.append(0, ends)[held]
    return ArticleTokens(ids, tokens, above, in_body)


def own_tokens(
    tokens: ArticleTokens | None,
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    engine: Engine | None = None,
) -> ArticleTokens:
    """Return `tokens` if they are of exactly these articles; cut them without any.

    Raises
    ------
    SchemaError
        If an article has no words there, or words are of another one.
    """
    if tokens is None:
        return read_article_tokens(articles, zones=zones, engine=engine)
    other = set(tokens.article_ids) ^ set(articles["article_id"])
    if other:
        raise SchemaError(
            f"tokens and articles differ in {min(other)}; "
            "read_article_tokens reads those of the articles"
        )
    return tokens


def _bodies(zones: pd.DataFrame, ids: list[str], offsets: Whole) -> tuple[Whole, Whole]:
    """Where lines of bodies begin and end, all articles being one text."""
    zones = zones[zones["zone"] == "body"]
    number = pd.Index(ids, dtype=zones["article_id"].dtype).get_indexer(
        zones["article_id"]
    )
    known = number >= 0
    begins, ends = (
        zones[column].to_numpy(dtype=np.int64)[known] + offsets[number[known]]
        for column in ("start", "end")
    )
    order = np.lexsort((ends, begins))  # what holds nothing hides nothing
    return begins[order], ends[order]
