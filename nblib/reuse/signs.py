"""Which articles share a credit, for all pairs at once.

Two articles share one if both name one agency, or are it, or if one names the newsroom
of the other. Each newsroom is a column for either role, so that a pair shares a credit
where its rows of two tables meet.
"""

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from scipy import sparse

from .marks import Flags, Whole
from .relations import Article

Sign = tuple[str, str]  # a role, and a newsroom


class Signs(NamedTuple):
    """The credits of articles: articles × signs.

    Attributes
    ----------
    here, there : csr_array
        Of the first and of the second article of a pair.
    """

    here: sparse.csr_array
    there: sparse.csr_array

    @staticmethod
    def of(articles: Sequence[Article | None]) -> "Signs":
        """Write down the credits of articles, none where nothing is known.

        Examples
        --------
        >>> from nblib.reuse.relations import Credit
        >>> courier = Article(None, frozenset({"varos courier"}), ())
        >>> copy = Article(None, frozenset(), (Credit("Varos Courier", False, 0),))
        >>> signs = Signs.of([courier, copy, None])
        >>> signs.meet(np.array([0, 1, 0]), np.array([1, 0, 2])).tolist()
        [True, True, False]
        """
        here = [_signs(x, "from", "by") if x else [] for x in articles]
        there = [_signs(x, "by", "from") if x else [] for x in articles]
        column: dict[Sign, int] = {}
        for sign in chain.from_iterable((*here, *there)):
            column.setdefault(sign, len(column))
        return Signs(*(_table(signs, column) for signs in (here, there)))

    def meet(self, one: Whole, two: Whole) -> Flags:
        """Say of pairs of articles, by their numbers, whether they share a credit."""
        return np.asarray(np.diff(self.here[one].multiply(self.there[two]).indptr) > 0)


def _signs(article: Article, named: str, owned: str) -> list[Sign]:
    """Return an article's signs, under these roles of whom it names and who owns it."""
    held = (("wire", article.wires), (named, article.named), (owned, article.owners))
    return [(role, name) for role, names in held for name in names]


def _table(signs: Sequence[list[Sign]], column: dict[Sign, int]) -> sparse.csr_array:
    bounds = np.cumsum([0, *map(len, signs)])
    columns = np.array(
        [column[sign] for held in signs for sign in held], dtype=np.int32
    )
    cells = (np.ones(len(columns), dtype=np.int8), columns, bounds)
    table = sparse.csr_array(cells, (len(signs), len(column)))
    table.sort_indices()
    return table
