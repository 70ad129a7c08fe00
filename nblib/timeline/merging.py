"""From mentions to events.

Dated mentions are joined first, the most alike pair first, as long as their dates
overlap; a day inside a week sharpens it. Then mentions without a date of their
own join the event that they are most like, and take its date as inferred.
"""

from collections import defaultdict
from collections.abc import Sequence

from .attaching import Loose, attach
from .bags import Bags, Days, Whole, find_near
from .events import Event, days_of
from .joining import join
from .memory import NEWS_DAYS
from .mentions import Mention

CONFLICT = 0.50  # cosine from which two events on near days tell one happening
ROUNDS = 2  # what joins an event in one round helps the next to know it


def build_events(mentions: Sequence[Mention], bags: Bags, blocks: Whole) -> list[Event]:
    """Return the events that the mentions tell, in a fixed order.

    Mentions of different blocks are never compared.
    """
    order = sorted(range(len(mentions)), key=lambda n: mentions[n].key)
    events = [
        Event(mentions[n].kind, [mentions[n]], bags, [n], int(blocks[n]))
        for n in order
        if mentions[n].first
    ]
    events = join(events, bags)
    told = {m.place for m in mentions if m.first and m.kind == "event"}
    loose = [Loose(mentions[n], n) for n in order if _looks(mentions[n], told)]
    for _ in range(ROUNDS):
        loose = attach(events, loose, bags)
        events = join(events, bags)
    return events


def _looks(mention: Mention, told: set[tuple[str, tuple[int, int]]]) -> bool:
    """Tell whether a mention can be of an event that others date.

    Besides those without a date, that is what an unnamed voice says of a happening,
    unless its sentence dates one itself.
    """
    if mention.first is None:
        return True
    unnamed = mention.kind == "statement" and not mention.named
    return unnamed and mention.place not in told


def find_conflicts(events: Sequence[Event], bags: Bags) -> dict[int, str]:
    """Return the other days that like events of other articles are told on."""
    held = [
        n for n, e in enumerate(events) if e.granularity == "day" and e.kind == "event"
    ]
    table = bags.tabulate([events[n].told for n in held])
    day = days_of([events[n] for n in held])
    nearly = Days(day.first - NEWS_DAYS, day.first + NEWS_DAYS)
    near = find_near(table, table, CONFLICT, (nearly, day))
    days: dict[int, set[str]] = defaultdict(set)
    near = near.at(day.first[near.first] != day.first[near.second])
    for one, two in zip(near.first.tolist(), near.second.tolist(), strict=True):
        event, other = events[held[one]], events[held[two]]
        if other.first and not event.article_ids & other.article_ids:
            days[held[one]].add(other.first.isoformat())
    return {number: " ".join(sorted(found)) for number, found in days.items()}
