"""Which articles are on one matter, so that what they tell may be compared."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import pandas as pd
from scipy import sparse

from ..vectors import Vectors, nearest, number_blocks
from ..vectors.blocks import split_columns

ONE_MATTER = 0.2  # likeness of two articles from which their facts are compared
NEIGHBOURS = 50


class Related:
    """Pairs of articles that are of one story, or near each other.

    Parameters
    ----------
    story : dict of str to object
        What names the story of each article.
    near : dict of str to set of str
        The near articles of each.

    Examples
    --------
    >>> related = Related({"a": 1, "b": 2, "c": 1}, {"b": {"c"}, "c": {"b"}})
    >>> list(related.pairs(["c", "b", "a"]))
    [('a', 'c'), ('b', 'c')]
    """

    def __init__(self, story: dict[str, object], near: dict[str, set[str]]) -> None:
        self._story, self._near = story, near

    def __contains__(self, pair: tuple[str, str]) -> bool:
        one, two = pair
        return two in self._near.get(one, ()) or (
            one in self._story and self._story[one] == self._story.get(two)
        )

    def pairs(self, articles: Collection[str]) -> Iterator[tuple[str, str]]:
        """Yield the related pairs among some articles, in order."""
        of_story: dict[object, list[str]] = defaultdict(list)
        for key in articles:
            if key in self._story:
                of_story[self._story[key]].append(key)
        asked = set(articles)
        for one in sorted(asked):
            others = asked & self._near.get(one, set())
            others.update(of_story.get(self._story.get(one), ()))
            for two in sorted(others):
                if two > one:
                    yield one, two


def relate(
    vectors: Vectors, stories: pd.DataFrame, components: pd.DataFrame | None
) -> Related:
    """Find the related articles, none of them of two components."""
    blocks = number_blocks(vectors.article_ids, components)
    of_block = dict(zip(vectors.article_ids, blocks.tolist(), strict=True))
    matrix, _ = split_columns(vectors.matrix, blocks)
    found = sparse.coo_array(nearest(matrix, k=NEIGHBOURS, least=ONE_MATTER))
    near: dict[str, set[str]] = defaultdict(set)
    for row, column in zip(found.row.tolist(), found.col.tolist(), strict=True):
        one, two = vectors.article_ids[row], vectors.article_ids[column]
        near[one].add(two)
        near[two].add(one)
    story: dict[str, object] = {
        key: (of_block[key], name)
        for key, name in zip(stories["article_id"], stories["story_id"], strict=True)
        if key in of_block
    }
    return Related(story, near)
