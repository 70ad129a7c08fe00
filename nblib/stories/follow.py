"""What became of each story, from one run to the next.

Stories of two runs are matched by the articles that they share, the largest overlap
first, so that of a story that splits the larger part goes on under its id, and of
stories that merge the one that brought most. Where no article is shared, because
the pile moved on, two stories are one if the articles of both runs, grouped
together, put most of either into one story: the rule that made the stories also
says which go on.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from ..errors import SchemaError
from ..tables import make_table
from .cluster import find_stories


class _Link(NamedTuple):
    story_id: str
    previous_id: str
    shared: int  # articles
    share: float  # of the previous story's articles that are still in the pile
    part: float  # of the current story's articles that were there before


def follow_stories(
    previous: pd.DataFrame,
    current: pd.DataFrame,
    *,
    articles: pd.DataFrame | None = None,
    granularity: str = "event",
) -> pd.DataFrame:
    """Tell what became of each story.

    Parameters
    ----------
    previous, current : DataFrame
        Stories tables of two runs.
    articles : DataFrame, optional
        Articles of both runs, as far as they are kept; with them, stories that
        share no article are matched by their texts.
    granularity : {"event", "topic"}
        What a story is in both runs; matters to texts alone.

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
    check_stories(previous, "previous")
    check_stories(current, "current")
    links = list(_links(previous, current))
    if articles is not None:
        links += _alike(previous, current, links, articles, granularity)
    heirs = _pair_off(links)
    rows: list[tuple[str | None, str | None, str]] = []
    rows += [(heir, old, "continued") for old, heir in heirs.items()]
    rows += _rest(links, heirs)
    told = {row[0] for row in rows}, {row[1] for row in rows}
    rows += [(s, None, "new") for s in story_ids(current) if s not in told[0]]
    rows += [(None, s, "ended") for s in story_ids(previous) if s not in told[1]]
    rows.sort(key=lambda row: (row[0] is None, row[0] or "", row[1] or ""))
    return make_table(
        "follow",
        ({"story_id": a, "previous_id": b, "change": c} for a, b, c in rows),
    )


def check_stories(stories: pd.DataFrame, which: str) -> None:
    """Ask for the two columns that matter, so that bare tables can be compared."""
    missing = [c for c in ("article_id", "story_id") if c not in stories.columns]
    if missing:
        raise SchemaError(f"{which} stories: missing columns: {', '.join(missing)}")


def story_ids(stories: pd.DataFrame) -> list[str]:
    """Return the ids of the stories, sorted."""
    return sorted(set(stories["story_id"].dropna()))


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
    links: list[_Link],
    articles: pd.DataFrame,
    granularity: str,
) -> list[_Link]:
    """Links between stories without shared articles that are one in both runs' pile."""
    linked = {link.previous_id for link in links}, {link.story_id for link in links}
    before = previous[~previous["story_id"].isin(linked[0])]
    now = current[~current["story_id"].isin(linked[1])]
    if before.empty or now.empty:
        return []
    joint = find_stories(articles, granularity=granularity)
    homes = dict(zip(joint["article_id"], joint["story_id"], strict=True))
    news = list(_majorities(now, homes))
    return [
        _Link(new, old, 0, share, part)
        for old, home, share in _majorities(before, homes)
        for new, there, part in news
        if home == there
    ]


def _majorities(
    stories: pd.DataFrame, homes: dict[str, str]
) -> Iterator[tuple[str, str, float]]:
    """Yield each story, the joint story that most of it is in, and the share in it."""
    placed = stories.assign(home=stories["article_id"].map(homes))
    for story_id, held in placed.groupby("story_id"):
        for home, n in Counter(held["home"].dropna()).most_common(1):
            if 2 * n > len(held):
                yield str(story_id), home, n / len(held)
