"""An event: the mentions of one happening, and the time they give it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from .mentions import Mention
from .speakers import one_voice
from .words import Bag, bag_of

WEEK = 7  # days


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
    def days(self) -> list[date]:
        """The days of an event of a week at most."""
        if self.first is None or self.last is None:
            return []
        number = (self.last - self.first).days + 1
        return [self.first + timedelta(days=n) for n in range(min(number, WEEK))]

    @property
    def granularity(self) -> str | None:
        """Grain of the most precisely dated mention."""
        return self._sharpest().granularity

    def _sharpest(self) -> Mention:
        dated = [m for m in self.mentions if m.first and m.last] or self.mentions
        sure = [m for m in dated if m.timex] or [m for m in dated if not m.guessed]
        dated = sure or dated
        return min(dated, key=lambda m: (_length(m), m.key))


def _length(mention: Mention) -> int:
    if mention.first is None or mention.last is None:
        return 10**6
    return (mention.last - mention.first).days


def bag_for(mentions: list[Mention], weights: Bag) -> Bag:
    """Return the words of some mentions together."""
    return bag_of([(m.words, m.before) for m in mentions], weights)


def same_voice(a: Event, b: Event) -> bool:
    """Tell whether the speakers of two statements can be the same."""
    mine = [m.speaker for m in a.all if m.speaker]
    theirs = [m.speaker for m in b.all if m.speaker]
    if any(m.named for m in a.all) != any(m.named for m in b.all):
        return False
    return not theirs or all(any(one_voice(one, two) for two in theirs) for one in mine)
