"""From mentions to events.

Dated mentions are joined first, the most alike pair first, as long as their dates
overlap; a day inside a week sharpens it. Then mentions without a date of their
own join the event that they are most like, and take its date as inferred.
"""

from .attaching import attach
from .events import Event, bag_for
from .joining import join
from .memory import NEWS_DAYS
from .mentions import Mention
from .words import Index, weigh

CONFLICT = 0.50  # cosine from which two events on near days tell one happening
ROUNDS = 2  # what joins an event in one round helps the next to know it


def build_events(mentions: list[Mention]) -> list[Event]:
    """Return the events that the mentions tell, in a fixed order."""
    weights = weigh(m.words for m in mentions)
    dated = sorted((m for m in mentions if m.first), key=lambda m: m.key)
    events = join([Event(m.kind, [m], bag_for([m], weights)) for m in dated], weights)
    told = {
        (m.article_id, m.sentence) for m in mentions if m.first and m.kind == "event"
    }
    loose = [
        m
        for m in sorted(mentions, key=lambda m: m.key)
        if m.first is None
        or (m.kind == "statement" and (m.article_id, m.sentence) not in told)
    ]
    for _ in range(ROUNDS):
        loose = attach(events, loose, weights)
        events = join(events, weights)
    return events


def find_conflicts(events: list[Event]) -> dict[int, str]:
    """Return the other days that like events of other articles are told on."""
    held = [
        n for n, e in enumerate(events) if e.granularity == "day" and e.kind == "event"
    ]
    index = Index(events[n].bag for n in held)
    found: dict[int, str] = {}
    for number in held:
        event = events[number]
        others = [events[held[n]] for n in index.like(event.bag, CONFLICT)]
        days = {o.first.isoformat() for o in others if o.first and _conflict(event, o)}
        if days:
            found[number] = " ".join(sorted(days))
    return found


def _conflict(a: Event, b: Event) -> bool:
    """Tell whether two events of other articles stand on near days."""
    if a.first is None or b.first is None or a.first == b.first:
        return False
    near = abs((a.first - b.first).days) <= NEWS_DAYS
    return near and not {m.article_id for m in a.mentions} & {
        m.article_id for m in b.mentions
    }
