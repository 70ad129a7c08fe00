"""Attaching mentions without a date of their own to the event that they are like."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date

from .events import Event, bag_for, same_voice
from .joining import JOIN_FINER
from .memory import NEWS_DAYS
from .mentions import Mention
from .words import Bag, Index

ATTACH = 0.15  # cosine from which an undated mention joins a dated event
OFF_DAY = 1.2  # times as much for an event of another day than the article's news
ATTACH_NAMED = 0.06  # the same for what a person with a name is said to have said


def attach(events: list[Event], loose: list[Mention], weights: Bag) -> list[Mention]:
    """Let mentions without a date join the event that they are most like.

    Returns those that found none.
    """
    index = Index(event.bag for event in events)
    joined: dict[int, list[Mention]] = defaultdict(list)
    left = []
    for mention in loose:
        least = ATTACH_NAMED if mention.named or _is_day(mention) else ATTACH
        near = index.like(bag_for([mention], weights), least)
        fits = ((_fit(mention, near[n], events[n]), -n) for n in near)
        fit, number = max(fits, default=(0.0, 0))
        if fit > 0 and not _is_clause_of(mention, near, events):
            joined[-number].append(mention)
        else:
            left.append(mention)
    for number, members in sorted(joined.items()):
        left += _take(events[number], members)
        events[number].bag = bag_for(events[number].all, weights)
    return sorted(left, key=lambda m: m.key)


def _is_clause_of(
    mention: Mention, near: dict[int, float], events: list[Event]
) -> bool:
    """Tell whether a clause tells what its own sentence is known to tell."""
    most = events[max(near, key=lambda n: (near[n], -n))]
    return mention.kind == "plain" and _holds(most, mention)


def _holds(event: Event, mention: Mention) -> bool:
    """Tell whether an event has the sentence of a mention."""
    return any(
        (m.article_id, m.sentence) == (mention.article_id, mention.sentence)
        for m in event.all
    )


def _take(event: Event, members: list[Mention]) -> list[Mention]:
    """Let mentions join an event; one that knows its weekday gives it to a week.

    Returns those that know another weekday.
    """
    told = next((m.open_day for m in members if m.open_day), None)
    if event.granularity != "week" or told is None:
        event.joined += members
        return []
    day = next(day for day in event.days if told in _names_of(day))
    for member in members:
        if member.open_day == told:
            event.mentions.append(
                replace(member, first=day, last=day, granularity="day")
            )
        elif member.open_day is None:
            event.joined.append(member)
    return [m for m in members if m.open_day not in (None, told)]


def _is_day(mention: Mention) -> bool:
    """Tell whether a mention knows day and month: next to nothing else can be meant."""
    return re.fullmatch(r"XXXX-\d\d-\d\d", mention.open_day or "") is not None


def _fit(mention: Mention, near: float, event: Event) -> float:
    """Return how well an undated mention suits an event, 0.0 where it does not."""
    off_day = not mention.named and not _on_its_day(mention, event)
    if near < ATTACH * OFF_DAY and off_day:
        return 0.0
    if mention.open_day and event.granularity == "week" and near < JOIN_FINER:
        return 0.0
    return near if _can_mean(mention, event) else 0.0


def _can_mean(mention: Mention, event: Event) -> bool:
    """Tell whether an undated sentence can speak of an event.

    Unnamed voices tell what happened; what a person with a name said is a happening
    of its own. When something was said is known, and a weekday binds.
    """
    if event.kind == "statement":
        if mention.first or mention.kind == "plain":
            return False
        if not same_voice(event, Event("statement", [mention])):
            return False
    elif mention.named:
        return False
    if _holds(event, mention):
        return False
    return _suits(mention, event) and _is_news(mention, event)


def _on_its_day(mention: Mention, event: Event) -> bool:
    """Tell whether an event is of the day that the article speaks of."""
    return mention.news is None or event.first == mention.news


def _is_news(mention: Mention, event: Event) -> bool:
    """Tell whether an event is what an undated sentence of a dated article can mean.

    What an article tells without a date is news: of a day, not to come, not long past.
    """
    if mention.news is None or mention.published is None:
        return True
    if event.first is None or event.last is None or event.granularity != "day":
        return False
    today = date.fromisoformat(mention.published[:10])
    return event.first <= today and (mention.news - event.last).days <= NEWS_DAYS


def _suits(mention: Mention, event: Event) -> bool:
    """Tell whether what a mention knows of its day, if anything, is the event's."""
    if mention.open_day is None:
        return True
    if event.first is None or event.granularity not in ("day", "week"):
        return False
    return any(mention.open_day in _names_of(day) for day in event.days)


def _names_of(day: date) -> tuple[str, str, str]:
    """Return what may be known of a day: its weekday, its day of a month, its month."""
    return f"XXXX-WXX-{day.isoweekday()}", f"XXXX-{day:%m-%d}", f"XXXX-{day:%m}"
