"""Joining events: dated mentions that suit in time and tell the same.

The most alike pair is joined first, as long as the dates overlap; a day inside a
week sharpens it.
"""

from collections import defaultdict

from .events import Event, bag_for, same_voice
from .memory import NEWS_DAYS
from .mentions import Mention
from .speakers import bodies_of
from .words import Bag, Index, alike

JOIN = 0.15  # cosine from which two dated mentions on the same time are one event
JOIN_FINER = 0.40  # the same where one is dated more coarsely than the other
JOIN_SPOKEN = 0.15  # two statements of the same speaker
TOUCH = 0.01  # strength of a join that does not rest on words


def join(events: list[Event], weights: Bag) -> list[Event]:
    """Join events pairwise, the most alike first, until none suit any more."""
    owner = list(range(len(events)))
    pairs = sorted(
        (-strength, i, j)
        for i, j in _candidates(events)
        if (strength := _strength(events[i], events[j])) > 0
    )
    for _, i, j in pairs:
        a, b = owner[i], owner[j]
        if a != b and _strength(events[a], events[b]) > 0:
            a, b = min(a, b), max(a, b)
            events[a].mentions += events[b].mentions
            events[a].joined += events[b].joined
            events[a].bag = bag_for(events[a].all, weights)
            owner = [a if o == b else o for o in owner]
    return [event for n, event in enumerate(events) if owner[n] == n]


def _candidates(events: list[Event]) -> list[tuple[int, int]]:
    """Return the pairs that are alike enough or hold one utterance."""
    index = Index(event.bag for event in events)
    spoken: dict[str, list[int]] = defaultdict(list)
    pairs = set()
    for number, event in enumerate(events):
        pairs |= {(number, n) for n in index.like(event.bag, min(JOIN, JOIN_SPOKEN))}
        for utterance in sorted({u for m in event.mentions for u in m.utterances}):
            pairs |= {(n, number) for n in spoken[utterance]}
            spoken[utterance].append(number)
        for name in sorted({_occasion(m) for m in event.mentions if m.named}):
            pairs |= {(n, number) for n in spoken[name]}
            spoken[name].append(number)
    return sorted((i, j) for i, j in pairs if i < j)


def _occasion(mention: Mention) -> str:
    """Name an article, a speaker and a day."""
    return f"{mention.article_id} {sorted(mention.speaker)} {mention.first}"


def _strength(a: Event, b: Event) -> float:
    """Return how strongly two events are one, 0.0 where they are not."""
    if a.kind != b.kind:
        return 0.0
    if not _overlap(a, b):
        return _yields(a, b)
    near, same = alike(a.bag, b.bag), a.granularity == b.granularity
    if a.kind != "statement":
        return near if near >= (JOIN if same else JOIN_FINER) else 0.0
    if _one_utterance(a, b):
        return 1.0 + near
    if same and _one_occasion(a, b):
        return near or TOUCH
    least = JOIN_SPOKEN if same else JOIN_FINER
    return near if near >= least and same_voice(a, b) else 0.0


def _one_occasion(a: Event, b: Event) -> bool:
    """Tell whether an article tells both as said by one person on one day."""
    return any(
        m.article_id == o.article_id and m.named and o.named and m.speaker & o.speaker
        for m in a.mentions
        for o in b.mentions
    )


def _one_utterance(a: Event, b: Event) -> bool:
    return any(m.utterances & o.utterances for m in a.mentions for o in b.mentions)


def _yields(a: Event, b: Event) -> float:
    """Return how strongly a statement with an inferred day is one told with its day.

    The same person or body is taken to have said nearly the same once in a week.
    """
    if a.kind != "statement" or not a.first or not b.first:
        return 0.0
    if abs((a.first - b.first).days) > NEWS_DAYS:
        return 0.0
    near = alike(a.bag, b.bag)
    if _inferred(a) and _inferred(b):
        return 1.0 + near if _one_utterance(a, b) else 0.0
    guess, told = (a, b) if _inferred(a) else (b, a)
    if _inferred(told) or not _inferred(guess) or not _was_told(guess, told):
        return 0.0
    if {m.article_id for m in a.mentions} & {m.article_id for m in b.mentions}:
        return 0.0  # the article itself tells them apart
    known = all(m.named or bodies_of(m.speaker) for e in (a, b) for m in e.mentions)
    return near if known and near >= JOIN_FINER and same_voice(a, b) else 0.0


def _was_told(event: Event, other: Event) -> bool:
    """Tell whether all reports of an event could know of the day of another."""
    day = other.first.isoformat() if other.first else ""
    return all(day <= m.published[:10] for m in event.all if m.published)


def _inferred(event: Event) -> bool:
    return all(m.timex is None for m in event.mentions)


def _overlap(a: Event, b: Event) -> bool:
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    if {a.granularity, b.granularity} & {
        "year",
        "decade",
        "century",
    } and a.granularity != b.granularity:
        return False
    return a.first <= b.last and b.first <= a.last
