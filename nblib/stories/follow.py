"""The same story under the same id, from one run to the next.

An id is minted once, when a story is first seen, and then carried. Stories of two
runs are matched by the articles that they share, the largest overlap first, so
that of a story that splits the larger part keeps the id, and of stories that merge
the id survives that brought most. Where no article is shared, because the pile
moved on, the likeness of the texts decides.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..errors import SchemaError
from ..tables import make_table
from ..vectors import fit_vectors, unit_rows

LIKE = 0.3  # cosine of two stories' centres from which one goes on as the other


class _Link(NamedTuple):
    story_id: str
    previous_id: str
    shared: int
    share: float  # of the previous story's articles that are still in the pile
    part: float  # of the current story's articles that were there before


def follow_stories(
    previous: pd.DataFrame,
    current: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Tell what became of each story.

    Parameters
    ----------
    previous, current : DataFrame
        Stories tables of two runs.
    articles : DataFrame, optional
        Articles of both runs, as far as they are kept; with them, stories that
        share no article are matched by their texts.

    Returns
    -------
    DataFrame
        `story_id` (of `current`), `previous_id`, `change`:

        - continued: `story_id` is `previous_id`, gone on; it takes its id
        - split: a smaller part of `previous_id`, now a story of its own
        - merged: `previous_id` went into `story_id`, which goes on under another id
        - new: no previous story; `previous_id` is missing
        - ended: none of its articles is left; `story_id` is missing

        Each previous story has one row that tells where it went (continued,
        merged or ended), each current story one that tells where it comes from
        (continued, split or new); sorted by both ids.

    Examples
    --------
    >>> old = pd.DataFrame({"article_id": ["a", "b"], "story_id": "s1"})
    >>> now = pd.DataFrame(
    ...     {"article_id": ["a", "b", "c"], "story_id": ["s2", "s2", "s3"]}
    ... )
    >>> follow_stories(old, now).to_numpy().tolist()
    [['s2', 's1', 'continued'], ['s3', nan, 'new']]
    """
    _check(previous, "previous")
    _check(current, "current")
    links = list(_links(previous, current))
    heirs = _pair_off(links)
    if articles is not None:
        alike = _alike(previous, current, heirs, links, articles)
        heirs |= _pair_off(alike)
    rows: list[tuple[str | None, str | None, str]] = []
    rows += [(heir, old, "continued") for old, heir in heirs.items()]
    rows += _rest(links, heirs)
    told = {row[0] for row in rows}, {row[1] for row in rows}
    rows += [(s, None, "new") for s in _ids(current) if s not in told[0]]
    rows += [(None, s, "ended") for s in _ids(previous) if s not in told[1]]
    rows.sort(key=lambda row: (row[0] is None, row[0] or "", row[1] or ""))
    return make_table(
        "follow",
        ({"story_id": a, "previous_id": b, "change": c} for a, b, c in rows),
    )


def carry_ids(
    previous: pd.DataFrame,
    current: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    used: Collection[str] = (),
) -> pd.DataFrame:
    """Return `current` with the ids that its stories had before.

    Parameters
    ----------
    previous, current, articles
        As for `follow_stories`.
    used : collection of str, default ()
        Every id that any earlier run has given; none is given to another story.

    Returns
    -------
    DataFrame
        `current`, its `story_id` replaced where the story is continued. A new story
        keeps the id that was minted for it, unless another has borne it: then one
        is derived from it that none has.

    Examples
    --------
    >>> old = pd.DataFrame({"article_id": ["a", "b"], "story_id": "s1"})
    >>> now = pd.DataFrame({"article_id": ["a", "b", "c"], "story_id": "s2"})
    >>> carry_ids(old, now)["story_id"].tolist()
    ['s1', 's1', 's1']
    """
    follow = follow_stories(previous, current, articles=articles)
    kept = follow[follow["change"] == "continued"]
    carried = dict(zip(kept["story_id"], kept["previous_id"], strict=True))
    taken = {*used, *_ids(previous)}
    for story_id in _ids(current):
        if story_id not in carried:
            carried[story_id] = _unused(story_id, taken)
            taken.add(carried[story_id])
    return current.assign(story_id=current["story_id"].map(carried).astype("str"))


def _check(stories: pd.DataFrame, which: str) -> None:
    """Ask for the two columns that matter, so that bare tables can be compared."""
    missing = [c for c in ("article_id", "story_id") if c not in stories.columns]
    if missing:
        raise SchemaError(f"{which} stories: missing columns: {', '.join(missing)}")


def _ids(stories: pd.DataFrame) -> list[str]:
    return sorted(set(stories["story_id"].dropna()))


def _unused(story_id: str, taken: Collection[str]) -> str:
    while story_id in taken:
        digest = hashlib.sha256(story_id.encode("utf-8", "surrogatepass"))
        story_id = f"s{digest.hexdigest()[:12]}"
    return story_id


def _links(previous: pd.DataFrame, current: pd.DataFrame) -> Iterator[_Link]:
    """Every two stories that share an article."""
    was = dict(zip(previous["article_id"], previous["story_id"], strict=True))
    pairs = [
        (story_id, was[article_id])
        for article_id, story_id in zip(
            current["article_id"], current["story_id"], strict=True
        )
        if article_id in was
    ]
    shared = Counter(pairs)
    news, olds = Counter(new for new, _ in pairs), Counter(old for _, old in pairs)
    for (new, old), count in sorted(shared.items()):
        yield _Link(new, old, count, count / olds[old], count / news[new])


def _pair_off(links: list[_Link]) -> dict[str, str]:
    """Previous story to the one current story that goes on as it; best first."""
    heirs: dict[str, str] = {}
    named: set[str] = set()
    for link in sorted(
        links, key=lambda x: (-x.shared, -(x.share + x.part), x.previous_id, x.story_id)
    ):
        if link.previous_id not in heirs and link.story_id not in named:
            heirs[link.previous_id] = link.story_id
            named.add(link.story_id)
    return heirs


def _rest(links: list[_Link], heirs: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Tell where stories without heir went, and those without forebear came from."""
    named = set(heirs.values())
    best = sorted(links, key=lambda x: (-x.shared, x.previous_id, x.story_id))
    merged = {x.previous_id: x for x in reversed(best) if x.previous_id not in heirs}
    split = {x.story_id: x for x in reversed(best) if x.story_id not in named}
    for link in merged.values():
        yield link.story_id, link.previous_id, "merged"
    for link in split.values():
        yield link.story_id, link.previous_id, "split"


def _alike(
    previous: pd.DataFrame,
    current: pd.DataFrame,
    heirs: dict[str, str],
    links: list[_Link],
    articles: pd.DataFrame,
) -> list[_Link]:
    """Links by likeness between stories that share no article with any."""
    olds = sorted(set(_ids(previous)) - {link.previous_id for link in links})
    news = sorted(set(_ids(current)) - {link.story_id for link in links})
    if not olds or not news:
        return []
    vectors = fit_vectors(articles)
    row = {article_id: i for i, article_id in enumerate(vectors.article_ids)}
    cosines = (
        _centres(previous, olds, vectors.matrix, row)
        @ _centres(current, news, vectors.matrix, row).T
    ).toarray()
    found = []
    for i, j in zip(*np.nonzero(cosines >= LIKE), strict=True):
        found.append(_Link(news[j], olds[i], 0, float(cosines[i, j]), 0.0))
    return found


def _centres(
    stories: pd.DataFrame,
    ids: list[str],
    matrix: sparse.csr_array,
    row: dict[str, int],
) -> sparse.csr_array:
    """Length-1 mean row of each story, of the articles that are at hand."""
    place = {story_id: i for i, story_id in enumerate(ids)}
    at = [
        (place[story_id], row[article_id])
        for article_id, story_id in zip(
            stories["article_id"], stories["story_id"], strict=True
        )
        if story_id in place and article_id in row
    ]
    heads, tails = zip(*at, strict=True) if at else ((), ())
    member = sparse.csr_array(
        (np.ones(len(at)), (heads, tails)), (len(ids), matrix.shape[0])
    )
    return unit_rows(sparse.csr_array(member @ matrix))
