"""Joining events: dated mentions that suit in time and tell the same.

The most alike pair is joined first, as long as the dates overlap; a day inside a
week sharpens it.
"""

from collections.abc import Hashable, Iterator
from itertools import combinations

import numpy as np

from ..vectors.blocks import split_columns
from .bags import Bags, Days, alike, find_near
from .events import Event, days_of, same_voice
from .memory import NEWS_DAYS

JOIN = 0.15  # cosine from which two dated mentions on the same time are one event
JOIN_FINER = 0.40  # the same where one is dated more coarsely than the other
JOIN_SPOKEN = 0.15  # two statements of the same speaker
TOUCH = 0.01  # strength of a join that does not rest on words
COARSE = frozenset(("year", "decade", "century"))  # meets its own grain alone


def join(events: list[Event], bags: Bags) -> list[Event]:
    """Join events pairwise, the most alike first, until none suit any more."""
    pairs = sorted(
        (-strength, i, j)
        for (i, j), near in _candidates(events, bags).items()
        if (strength := _strength(events[i], events[j], near)) > 0
    )
    for event in events:
        event.fresh = False
    owner = list(range(len(events)))
    for _, i, j in pairs:
        a, b = sorted((_owner(owner, i), _owner(owner, j)))
        if a == b:
            continue
        one, other = events[a], events[b]
        if not (one.fresh or other.fresh) or _strength(one, other) > 0:
            one.take(other.mentions, other.joined, other.told)
            owner[b] = a
    return [event for n, event in enumerate(events) if owner[n] == n]


def _owner(owner: list[int], number: int) -> int:
    """Return the event that an event was joined to."""
    while owner[number] != number:
        owner[number] = owner[owner[number]]
        number = owner[number]
    return number


def _candidates(events: list[Event], bags: Bags) -> dict[tuple[int, int], float | None]:
    """Return the pairs that are alike enough, or share a voice or an utterance.

    Two that were compared before and have not changed since did not suit. Events must
    overlap in time, and statements nearly.
    """
    pairs: dict[tuple[int, int], float | None] = dict.fromkeys(_that_share(events))
    fresh = np.array([n for n, event in enumerate(events) if event.fresh], dtype=int)
    spoken = np.array([event.kind == "statement" for event in events], dtype=bool)
    days, slack = days_of(events), NEWS_DAYS * spoken
    nearly = Days((days.first - slack)[fresh], (days.last + slack)[fresh])
    table = split_columns(bags.tabulate([event.told for event in events]), spoken)[0]
    near = find_near(table[fresh], table, min(JOIN, JOIN_SPOKEN), (nearly, days))
    ones, others = fresh[near.first], near.second
    suit = ones != others
    low, high = np.minimum(ones, others), np.maximum(ones, others)
    keys = zip(low[suit].tolist(), high[suit].tolist(), strict=True)
    pairs.update(zip(keys, near.cosine[suit].tolist(), strict=True))
    return pairs


def _that_share(events: list[Event]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that hold one utterance, or one person's words of one day."""
    first: dict[Hashable, int] = {}
    held: dict[Hashable, list[int]] = {}
    for number, event in enumerate(events):
        for key in event.keys if event.kind == "statement" else ():
            if (one := first.setdefault(key, number)) != number:
                held.setdefault(key, [one]).append(number)
    for numbers in held.values():
        for one, two in combinations(numbers, 2):
            if events[one].fresh or events[two].fresh:
                yield one, two


def _strength(a: Event, b: Event, near: float | None = None) -> float:
    """Return how strongly two events are one, 0.0 where they are not.

    `near` is how alike their words are, where that is known.
    """
    if a.kind != b.kind:
        return 0.0
    near = alike(a.bag, b.bag) if near is None else near
    if not _overlap(a, b):
        return _yields(a, b, near)
    same = a.granularity == b.granularity
    if a.kind != "statement":
        return near if near >= (JOIN if same else JOIN_FINER) else 0.0
    if a.utterances & b.utterances:
        return 1.0 + near
    if same and a.voices & b.voices:  # one person on one day, in one article
        return near or TOUCH
    least = JOIN_SPOKEN if same else JOIN_FINER
    return near if near >= least and _one_voice(a, b) else 0.0


def _one_voice(a: Event, b: Event) -> bool:
    return a.named == b.named and same_voice(a.speakers, b.speakers)


def _yields(a: Event, b: Event, near: float) -> float:
    """Return how strongly a statement with an inferred day is one told with its day.

    The same person or body is taken to have said nearly the same once in a week.
    """
    if a.kind != "statement" or not a.first or not b.first:
        return 0.0
    if abs((a.first - b.first).days) > NEWS_DAYS:
        return 0.0
    if a.inferred and b.inferred:
        return 1.0 + near if a.utterances & b.utterances else 0.0
    guess, told = (a, b) if a.inferred else (b, a)
    if told.inferred or not guess.inferred or not _was_told(guess, told):
        return 0.0
    if a.article_ids & b.article_ids:
        return 0.0  # the article itself tells them apart
    sure = near >= JOIN_FINER and a.known and b.known
    return near if sure and _one_voice(a, b) else 0.0


def _was_told(event: Event, other: Event) -> bool:
    """Tell whether all reports of an event could know of the day of another."""
    day = other.first.isoformat() if other.first else ""
    return event.earliest is None or day <= event.earliest


def _overlap(a: Event, b: Event) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    if {a.granularity, b.granularity} & COARSE and a.granularity != b.granularity:
        return False
    return a.first <= b.last and b.first <= a.last
