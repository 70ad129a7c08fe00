"""An event: the mentions of one happening, and the time they give it.

An event is asked for its day far more often than it changes, so that is worked out
when mentions come; what is asked of few events is worked out when it is asked for.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from .bags import Bag, Bags, Days
from .mentions import Mention
from .speakers import bodies_of, one_voice

WEEK = 7  # days


@dataclass(eq=False)
class Event:
    """Mentions of one happening: those that date it, and those that joined it.

    Its words are those of `told`, places among all mentions, in `bags`. Events of
    different blocks are never compared. An event is `fresh` until it has been compared
    with all others as it stands, and `untried` until it has been with the mentions
    that look for theirs.
    """

    kind: str
    mentions: list[Mention]
    bags: Bags
    told: list[int]
    block: int = 0
    joined: list[Mention] = field(default_factory=list)
    fresh: bool = True
    untried: bool = True
    first: date | None = field(init=False)
    last: date | None = field(init=False)
    granularity: str | None = field(init=False)
    span: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        """Date the event by the mentions that it begins with."""
        self._date()

    def _date(self) -> None:
        """Take day and grain from the most precisely dated mention."""
        sharpest = self._sharpest()
        first, last = self.first, self.last = sharpest.first, sharpest.last
        self.granularity = sharpest.granularity
        self.span = (first or date.max).toordinal(), (last or date.min).toordinal()

    def take(
        self,
        dated: Iterable[Mention],
        joined: Iterable[Mention],
        told: Iterable[int],
    ) -> None:
        """Let mentions and their words become part of the event."""
        self.mentions += dated
        self.joined += joined
        self.told += told
        self.fresh = self.untried = True
        for name in _FOLLOWS & self.__dict__.keys():
            del self.__dict__[name]
        self._date()

    @property
    def all(self) -> list[Mention]:
        """Every mention."""
        return [*self.mentions, *self.joined]

    @property
    def days(self) -> list[date]:
        """The days of an event of a week at most."""
        if self.first is None or self.last is None:
            return []
        number = (self.last - self.first).days + 1
        return [self.first + timedelta(days=n) for n in range(min(number, WEEK))]

    def _sharpest(self) -> Mention:
        if len(self.mentions) == 1:
            return self.mentions[0]
        dated = [m for m in self.mentions if m.first and m.last] or self.mentions
        sure = [m for m in dated if m.timex] or [m for m in dated if not m.guessed]
        dated = sure or dated
        return min(dated, key=lambda m: (_length(m), m.key))

    @cached_property
    def bag(self) -> Bag:
        """Its words."""
        return self.bags.put_together(self.told)

    @cached_property
    def inferred(self) -> bool:
        """Whether no mention names the day."""
        return all(m.timex is None for m in self.mentions)

    @cached_property
    def article_ids(self) -> frozenset[str]:
        """The articles that date it."""
        return frozenset(m.article_id for m in self.mentions)

    @cached_property
    def sentences(self) -> frozenset[tuple[str, tuple[int, int]]]:
        """The sentences that tell it."""
        return frozenset(m.place for m in self.all)

    @cached_property
    def earliest(self) -> str | None:
        """The day of its earliest report."""
        return min((m.published[:10] for m in self.all if m.published), default=None)

    @cached_property
    def named(self) -> bool:
        """Whether a person with a name speaks."""
        return any(m.named for m in self.all)

    @cached_property
    def known(self) -> bool:
        """Whether all who date it are persons with a name or public bodies."""
        return all(m.named or bodies_of(m.speaker) for m in self.mentions)

    @cached_property
    def speakers(self) -> list[frozenset[str]]:
        """Who speaks."""
        return list(dict.fromkeys(m.speaker for m in self.all if m.speaker))

    @cached_property
    def utterances(self) -> frozenset[str]:
        """What is said, by its id."""
        return frozenset(u for m in self.mentions for u in m.utterances)

    @cached_property
    def keys(self) -> list[Hashable]:
        """What it shares with others that may be one with it, however worded.

        That is an utterance, or an article's words of one person on one day.
        """
        keys: dict[Hashable, None] = {}
        for m in self.mentions:
            keys |= {(self.block, said): None for said in m.utterances}
            if m.named:
                keys[m.article_id, m.speaker, m.first] = None
        return list(keys)

    @cached_property
    def voices(self) -> frozenset[tuple[str, str]]:
        """Each article with each word of the names of persons who speak in it."""
        return frozenset(
            (m.article_id, word) for m in self.mentions if m.named for word in m.speaker
        )


def days_of(events: Sequence[Event]) -> Days:
    """Return the first and last days of some events."""
    spans = np.array([event.span for event in events], dtype=np.int64).reshape(-1, 2)
    return Days(spans[:, 0], spans[:, 1])


_FOLLOWS = {
    name for name, value in vars(Event).items() if isinstance(value, cached_property)
}


def _length(mention: Mention) -> int:
    if mention.first is None or mention.last is None:
        return 10**6
    return (mention.last - mention.first).days


def same_voice(
    ours: Iterable[frozenset[str]], theirs: Collection[frozenset[str]]
) -> bool:
    """Tell whether each of our speakers can be one of theirs, if they have any."""
    return not theirs or all(any(one_voice(one, two) for two in theirs) for one in ours)
