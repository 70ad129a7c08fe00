"""One table of words for all batches of pairs.

What pairs are compared by is the same whatever pair an article is in. Where batches
are done in one process, it is made of the whole pile once; a batch that sees few
articles reads theirs itself.
"""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..errors import SchemaError
from .kinds import Kinds, count_kinds
from .runs import Runs, find_runs
from .words import Words


def take_named(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the articles that pairs name.

    Raises
    ------
    SchemaError
        If a pair names an article that is not in the table.
    """
    named = pd.concat([pairs["a"], pairs["b"]]).unique()
    held = articles[articles["article_id"].isin(named)]
    unknown = set(named) - set(held["article_id"])
    if unknown:
        listed = ", ".join(sorted(map(str, unknown)))
        raise SchemaError(f"pairs name no article of the table: {listed}")
    return held


@dataclass(frozen=True, eq=False)
class WordTable:
    """The words of some articles, and what pairs of them are compared by.

    Attributes
    ----------
    words : Words
        Of their bodies.
    """

    words: Words

    @cached_property
    def kinds(self) -> Kinds:
        """How often and where each article says what."""
        return count_kinds(self.words)

    @cached_property
    def runs(self) -> Runs:
        """The runs of words that articles share."""
        return find_runs(self.words)
