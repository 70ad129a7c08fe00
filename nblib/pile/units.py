"""What a step does at a time: an article, the pairs of an article, or a component.

A unit owns articles and sees articles. Of tables that name an article, it sees the
rows of those that it sees; of tables of pairs (`a`, `b`), the rows whose first article
it owns. What a step makes of a unit depends on these rows alone, so that units can be
done anywhere, many in one call, and held for later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..vectors import number_blocks

Array = np.ndarray[Any, Any]


class Rows(NamedTuple):
    """Rows that belong to numbered things, found without going through all of them.

    Attributes
    ----------
    order : array of int
        Numbers of the rows, thing after thing.
    bounds : array of int
        Those of thing i are `order[bounds[i] : bounds[i + 1]]`.
    """

    order: Array
    bounds: Array

    def of(self, things: Array) -> Array:
        """Return the rows of some things, thing after thing."""
        first, many = self.bounds[things], np.diff(self.bounds)[things]
        step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        found: Array = self.order[np.repeat(first, many) + step]
        return found

    def groups(self) -> Iterator[list[int]]:
        """Yield the rows of each thing."""
        rows = self.order.tolist()
        for first, end in pairwise(self.bounds.tolist()):
            yield rows[first:end]


def group_rows(things: Array, n_things: int) -> Rows:
    """Group rows by the thing that each belongs to; below 0 is none.

    Examples
    --------
    >>> group_rows(np.array([1, 0, 1, -1]), 2).of(np.array([1])).tolist()
    [0, 2]
    """
    order = np.argsort(things, kind="stable")
    return Rows(order, np.searchsorted(things[order], np.arange(n_things + 1)))


@dataclass(frozen=True, eq=False)
class Units:
    """The units of a pile. Articles are named by their place in it.

    Attributes
    ----------
    names : list of str
        One for each unit.
    owner : array of int
        The unit that owns each article.
    seen : Rows
        The articles that each unit sees.
    size : int
        How many articles are owned in a batch.
    """

    names: list[str]
    owner: Array
    seen: Rows
    size: int = 256

    @cached_property
    def owned(self) -> Rows:
        """The articles that each unit owns."""
        return group_rows(self.owner, len(self.names))

    def batches(self, wanted: Array, size: int) -> Iterator[Array]:
        """Yield the wanted units in parts that own about `size` articles each.

        A unit is never cut, so that a batch may be as large as its largest unit.
        """
        many = np.diff(self.owned.bounds)[wanted]
        part = (np.cumsum(many) - many) // size
        cuts = np.flatnonzero(np.diff(part)) + 1
        yield from np.split(wanted, cuts)


def article_units(articles: pd.DataFrame, **_: Any) -> Units:
    """Each article by itself."""
    places = np.arange(len(articles))
    return Units(
        articles["article_id"].tolist(), places, group_rows(places, len(articles))
    )


def pair_units(articles: pd.DataFrame, *, pairs: pd.DataFrame, **_: Any) -> Units:
    """Each article with those that it is the first of a pair with.

    Batches are large: what one sees beside its own articles, another reads again.
    """
    ids = pd.Index(articles["article_id"])
    first, second = (ids.get_indexer(pairs[side]) for side in ("a", "b"))
    sees = np.column_stack([np.tile(first, 2), np.concatenate([first, second])])
    sees = np.unique(sees, axis=0)
    seen = Rows(sees[:, 1], np.searchsorted(sees[:, 0], np.arange(len(ids) + 1)))
    return Units(ids.tolist(), np.arange(len(ids)), seen, 4096)


def component_units(
    articles: pd.DataFrame, *, components: pd.DataFrame, **_: Any
) -> Units:
    """Each component, named by its id."""
    owner = number_blocks(articles["article_id"], components)
    names = sorted(set(components["component_id"]))
    return Units(names, owner, group_rows(owner, len(names)))
