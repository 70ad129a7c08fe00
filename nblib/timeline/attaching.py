"""Attaching mentions without a date of their own to the event that they are like.

What numbers can decide is decided for all pairs at once; what words and weekdays
decide is asked of the events most alike to a mention first, until one will do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .bags import FOREVER, Bags, Days, Near, Whole, find_near
from .events import Event, days_of, same_voice
from .joining import JOIN_FINER
from .memory import NEWS_DAYS
from .mentions import Mention

ATTACH = 0.15  # cosine from which an undated mention joins a dated event
OFF_DAY = 1.2  # times as much for an event of another day than the article's news
ATTACH_NAMED = 0.06  # the same for what a person with a name is said to have said

_DAY = re.compile(r"XXXX-\d\d-\d\d")  # of no year

Flags = NDArray[np.bool_]


class Loose(NamedTuple):
    """A mention that looks for its event, and its place among all.

    One that was `tried` suits none of the events that have not changed since.
    """

    mention: Mention
    told: int
    tried: bool = False


def attach(events: list[Event], loose: list[Loose], bags: Bags) -> list[Loose]:
    """Let mentions without a date join the event that they are most like.

    Returns those that found none.
    """
    mentions = [one.mention for one in loose]
    ours = bags.tabulate([[one.told] for one in loose])
    theirs = bags.tabulate([event.told for event in events])
    tried = np.array([one.tried for one in loose], bool)
    near = _near(events, mentions, ours, theirs, tried)
    chosen = _choose(events, mentions, near)
    own = _own_clauses(events, mentions, ours, theirs, chosen)
    for event in events:
        event.untried = False
    joined: dict[int, list[Loose]] = defaultdict(list)
    left = []
    for place, one in enumerate(loose):
        if place in chosen and place not in own:
            joined[chosen[place]].append(one._replace(tried=False))
        else:
            left.append(one._replace(tried=place not in chosen))
    for number, members in sorted(joined.items()):
        left += _take(events[number], members)
    return sorted(left, key=lambda one: one.mention.key)


def _near(
    events: list[Event],
    mentions: list[Mention],
    ours: sparse.csr_array,
    theirs: sparse.csr_array,
    tried: Flags,
) -> Near:
    """Return the events that each mention is alike to, the most alike first.

    What an article tells without a date is not to come, and not long past.
    """
    sure = np.array([m.named or _is_day(m) for m in mentions], bool)
    news = _numbers([m.news for m in mentions])
    today = _numbers([m.published for m in mentions])
    recent = Days(
        np.where(news < 0, 0, news - NEWS_DAYS), np.where(news < 0, FOREVER, today)
    )
    days = days_of(events)
    untried = np.array([event.untried for event in events], bool)
    found = []
    for mine, those in _of_kind(events, mentions):
        for rows, columns in (
            (mine[~tried[mine]], those),
            (mine[tried[mine]], those[untried[those]]),
        ):
            meet = (recent.at(rows), days.at(columns))
            near = find_near(ours[rows], theirs[columns], ATTACH_NAMED, meet)
            found.append(near.placed(rows, columns))
    near = Near(*map(np.concatenate, zip(*found, strict=True)))
    return near.at((near.cosine >= ATTACH) | sure[near.first]).best_first()


def _of_kind(
    events: list[Event], mentions: list[Mention]
) -> Iterator[tuple[Whole, Whole]]:
    """Yield mentions, and the events that they may join by kind and by grain.

    Most are nobody's words, which are no statement, and of an article with news, which
    has a day.
    """
    spoken = np.array([event.kind == "statement" for event in events], bool)
    daily = np.array([event.granularity == "day" for event in events], bool)
    mute = np.array([_is_mute(m) for m in mentions], bool)
    news = np.array([m.news is not None for m in mentions], bool)
    yield np.flatnonzero(mute & news), np.flatnonzero(~spoken & daily)
    yield np.flatnonzero(mute & ~news), np.flatnonzero(~spoken)
    yield np.flatnonzero(~mute), np.arange(len(events))


def _own_clauses(
    events: list[Event],
    mentions: list[Mention],
    ours: sparse.csr_array,
    theirs: sparse.csr_array,
    places: Iterable[int],
) -> set[int]:
    """Return the clauses that tell what their own sentence is known to tell.

    That is so where the event that they are most like, of any time, has the sentence.
    """
    clauses = [place for place in places if mentions[place].kind == "plain"]
    near = find_near(ours[clauses], theirs, ATTACH).best_first()
    first, at = np.unique(near.first, return_index=True)
    most = zip(first.tolist(), near.second[at].tolist(), strict=True)
    return {
        clauses[n]
        for n, number in most
        if mentions[clauses[n]].place in events[number].sentences
    }


def _choose(events: list[Event], mentions: list[Mention], near: Near) -> dict[int, int]:
    """Return the event that suits each mention best, by their places."""
    kept = _fits(events, mentions, near)
    chosen: dict[int, int] = {}
    pairs = zip(near.first[kept].tolist(), near.second[kept].tolist(), strict=True)
    for place, number in pairs:
        if place not in chosen and _can_mean(mentions[place], events[number]):
            chosen[place] = number
    return chosen


def _fits(events: list[Event], mentions: Sequence[Mention], near: Near) -> Flags:
    """Tell which pairs suit in kind and in time.

    What an article tells without a date is news: of a day, and of another day than
    the lead's only if it is the more alike. Unnamed voices tell what happened; what a
    person with a name said is a happening of its own, and nobody's words are no
    statement.
    """
    m, e = near.first, near.second
    first = days_of(events).first
    spoken = np.array([event.kind == "statement" for event in events], bool)
    grain = np.array([str(event.granularity) for event in events])
    news = _numbers([one.news for one in mentions])
    named = np.array([one.named for one in mentions], bool)
    open_day = np.array([one.open_day is not None for one in mentions], bool)
    mute = np.array([_is_mute(one) for one in mentions], bool)

    off_day = (~named & (news >= 0))[m] & (first[e] != news[m])
    vague = open_day[m] & (grain[e] == "week") & (near.cosine < JOIN_FINER)
    of_kind = np.where(spoken[e], ~mute[m], ~named[m])
    is_news = (news < 0)[m] | (grain[e] == "day")
    alike_enough = ~off_day | (near.cosine >= ATTACH * OFF_DAY)
    fits: Flags = alike_enough & ~vague & of_kind & is_news
    return fits


def _numbers(days: Sequence[date | str | None]) -> Whole:
    """Return the numbers of days, below 0 where one is not known."""
    number = {day: _number(day) for day in set(days)}
    return np.array([number[day] for day in days], np.int64)


def _number(day: date | str | None) -> int:
    if day is None:
        return -1
    day = date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return day.toordinal()


def _can_mean(mention: Mention, event: Event) -> bool:
    """Tell whether an undated sentence, alike and in time, can speak of an event.

    The voices of a statement and what is known of the day bind.
    """
    if mention.place in event.sentences:
        return False
    if event.kind == "statement":
        theirs = [mention.speaker] if mention.speaker else []
        if event.named != mention.named or not same_voice(event.speakers, theirs):
            return False
    return _suits(mention, event)


def _suits(mention: Mention, event: Event) -> bool:
    """Tell whether what a mention knows of its day, if anything, is the event's."""
    if mention.open_day is None:
        return True
    if event.first is None or event.granularity not in ("day", "week"):
        return False
    return any(mention.open_day in _names_of(day) for day in event.days)


def _take(event: Event, members: list[Loose]) -> list[Loose]:
    """Let mentions join an event; one that knows its weekday gives it to a week.

    Returns those that know another weekday.
    """
    known = (one.mention.open_day for one in members)
    told = next((day for day in known if day), None)
    if event.granularity != "week" or told is None:
        mentions, places, _ = zip(*members, strict=True)
        event.take([], mentions, places)
        return []
    day = next(day for day in event.days if told in _names_of(day))
    taken = [one for one in members if one.mention.open_day in (None, told)]
    event.take(
        [
            one.mention._replace(first=day, last=day, granularity="day")
            for one in taken
            if one.mention.open_day
        ],
        [one.mention for one in taken if not one.mention.open_day],
        [one.told for one in taken],
    )
    return [one for one in members if one.mention.open_day not in (None, told)]


def _is_mute(mention: Mention) -> bool:
    """Tell whether a mention is nobody's words, or looks for what they tell of."""
    return bool(mention.first) or mention.kind == "plain"


def _is_day(mention: Mention) -> bool:
    """Tell whether a mention knows day and month: next to nothing else can be meant."""
    return mention.open_day is not None and bool(_DAY.fullmatch(mention.open_day))


def _names_of(day: date) -> tuple[str, str, str]:
    """Return what may be known of a day: its weekday, its day of a month, its month."""
    return f"XXXX-WXX-{day.isoweekday()}", f"XXXX-{day:%m-%d}", f"XXXX-{day:%m}"
