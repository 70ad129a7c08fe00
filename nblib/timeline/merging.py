"""From mentions to events: mentions that suit in time and tell the same.

Dated mentions are joined first, the most alike pair first, as long as their dates
overlap; a day inside a week sharpens it. Then mentions without a date of their
own join the event that they are most like, and take its date as inferred.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from .mentions import NEWS_DAYS, Mention
from .words import Bag, Index, alike, bag_of, weigh

JOIN = 0.15  # cosine from which two dated mentions on the same time are one event
JOIN_FINER = 0.40  # the same where one is dated more coarsely than the other
JOIN_SPOKEN = 0.15  # two statements of the same speaker
ATTACH = 0.15  # cosine from which an undated mention joins a dated event
OFF_DAY = 1.2  # times as much for an event of another day than the article's news
ATTACH_NAMED = 0.06  # the same for what a person with a name is said to have said
CONFLICT = 0.50  # cosine from which two events on near days tell one happening
ROUNDS = 2  # what joins an event in one round helps the next to know it


@dataclass
class Event:
    """Mentions of one happening: those that date it, and those that joined it."""

    kind: str
    mentions: list[Mention]
    bag: Bag = field(default_factory=dict)
    joined: list[Mention] = field(default_factory=list)

    @property
    def all(self) -> list[Mention]:
        """Every mention."""
        return [*self.mentions, *self.joined]

    @property
    def first(self) -> date | None:
        """First day, from the most precisely dated mention."""
        return self._sharpest().first

    @property
    def last(self) -> date | None:
        """Last day, from the most precisely dated mention."""
        return self._sharpest().last

    @property
    def granularity(self) -> str | None:
        """Grain of the most precisely dated mention."""
        return self._sharpest().granularity

    def _sharpest(self) -> Mention:
        dated = [m for m in self.mentions if m.first and m.last] or self.mentions
        dated = [m for m in dated if m.timex] or dated
        return min(dated, key=lambda m: (_length(m), m.key))


def _length(mention: Mention) -> int:
    if mention.first is None or mention.last is None:
        return 10**6
    return (mention.last - mention.first).days


def build_events(mentions: list[Mention]) -> list[Event]:
    """Return the events that the mentions tell, in a fixed order."""
    weights = weigh(m.words for m in mentions)
    dated = sorted((m for m in mentions if m.first), key=lambda m: m.key)
    events = _join([Event(m.kind, [m], _bag([m], weights)) for m in dated], weights)
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
        loose = _attach(events, loose, weights)
        events = _join(events, weights)
    return events


def _bag(mentions: list[Mention], weights: Bag) -> Bag:
    return bag_of([(m.words, m.before) for m in mentions], weights)


def _join(events: list[Event], weights: Bag) -> list[Event]:
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
            events[a].bag = _bag(events[a].all, weights)
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
    return sorted((i, j) for i, j in pairs if i < j)


def _strength(a: Event, b: Event) -> float:
    """Return how strongly two events are one, 0.0 where they are not."""
    if a.kind != b.kind:
        return 0.0
    if not _overlap(a, b):
        return _yields(a, b)
    near = alike(a.bag, b.bag)
    if a.kind == "statement":
        if any(m.utterances & o.utterances for m in a.mentions for o in b.mentions):
            return 1.0 + near
        return near if near >= JOIN_SPOKEN and _one_voice(a, b) else 0.0
    same = a.granularity == b.granularity
    return near if near >= (JOIN if same else JOIN_FINER) else 0.0


def _yields(a: Event, b: Event) -> float:
    """Return how strongly a statement with an inferred day is one told with its day.

    The same person is taken to have said nearly the same once in a week.
    """
    if a.kind != "statement" or _inferred(a) == _inferred(b):
        return 0.0
    if not a.first or not b.first or abs((a.first - b.first).days) > NEWS_DAYS:
        return 0.0
    near = alike(a.bag, b.bag)
    named = all(any(m.named for m in e.all) for e in (a, b))
    return near if named and near >= JOIN_FINER and _one_voice(a, b) else 0.0


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


def _one_voice(a: Event, b: Event) -> bool:
    """Tell whether the speakers of two statements can be the same."""
    mine = [m.speaker for m in a.all if m.speaker]
    theirs = [m.speaker for m in b.all if m.speaker]
    if any(m.named for m in a.all) != any(m.named for m in b.all):
        return False
    return not theirs or all(any(one & two for two in theirs) for one in mine)


def _attach(events: list[Event], loose: list[Mention], weights: Bag) -> list[Mention]:
    """Let mentions without a date join the event that they are most like.

    Returns those that found none.
    """
    index = Index(event.bag for event in events)
    joined: dict[int, list[Mention]] = defaultdict(list)
    left = []
    for mention in loose:
        least = ATTACH_NAMED if mention.named else ATTACH
        near = index.like(_bag([mention], weights), least)
        fits = ((_fit(mention, near[n], events[n]), -n) for n in near)
        fit, number = max(fits, default=(0.0, 0))
        if fit > 0:
            joined[-number].append(mention)
        else:
            left.append(mention)
    for number, members in sorted(joined.items()):
        events[number].joined += members
        events[number].bag = _bag(events[number].all, weights)
    return left


def _fit(mention: Mention, near: float, event: Event) -> float:
    """Return how well an undated mention suits an event, 0.0 where it does not."""
    off_day = not mention.named and not _on_its_day(mention, event)
    if near < ATTACH * OFF_DAY and off_day:
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
        if not _one_voice(event, Event("statement", [mention])):
            return False
    elif mention.named:
        return False
    places = ((m.article_id, m.sentence) for m in event.all)
    if (mention.article_id, mention.sentence) in places:
        return False
    return _same_weekday(mention, event) and _is_news(mention, event)


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


def _same_weekday(mention: Mention, event: Event) -> bool:
    """Tell whether a weekday without a week, if there is one, is the event's."""
    if mention.weekday is None:
        return True
    if event.granularity != "day" or event.first is None:
        return False
    return mention.weekday == f"XXXX-WXX-{event.first.isoweekday()}"


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
