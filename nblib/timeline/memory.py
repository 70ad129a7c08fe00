"""What an article has told so far, for the sentences that tell no time of their own.

The days that its lead speaks of, when each person spoke last, the day that the
sentence before told.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from ..timexes.calendars import grain_of
from .clauses import Row, dated, in_dateline, when
from .mentions import Mention
from .words import words_of

NEWS_DAYS = 7  # days for which a happening is news


@dataclass
class Memory:
    """Days, voices and people of one article, in the order of its sentences."""

    text: str
    published: str | None
    days: list[date] = field(default_factory=list)
    night: date | None = None
    spoken: date | None = None
    last_said: dict[str, Row] = field(default_factory=dict)
    carried: Row | None = None
    people: frozenset[str] = frozenset()
    persons: list[frozenset[str]] = field(default_factory=list)

    def look_ahead(self, timexes: list[Row]) -> None:
        """Learn the days that the lead speaks of, at most a week old."""
        if self.published is None:
            return
        today = date.fromisoformat(self.published[:10])
        for timex in timexes:
            line = self.text.rfind("\n", 0, timex["start"]) + 1
            if in_dateline(self.text, line, timex):
                continue
            told = when(timex) or ""
            value = told[:10]
            if grain_of(value) == "D":
                day = date.fromisoformat(value)
                if not self.days and told.endswith("TNI") and day < today:
                    self.night = day
                self.days += [day] if 0 <= (today - day).days <= NEWS_DAYS else []
        self.days = self.days or [today]

    def first_spoken(self, times: Row) -> None:
        """Remember when the first statement of the article's news was made."""
        if self.spoken is None and times.get("first") in self.days:
            self.spoken = times["first"]

    def said_when(self, timex: Row | None, speaker: frozenset[str]) -> Row:
        """Return when a statement was made.

        Without a time of its own: when this person last spoke in the article; on the
        day of the sentence that this one goes on from; when the lead's first statement
        was made; on the day that the lead speaks of.
        """
        names = sorted(speaker & self.people)
        if timex:
            times = dated(timex)
            inferred = {**times, "timex": None}
            self.last_said |= {name: inferred for name in names}
            self.first_spoken(times)
            return times
        before = next((self.last_said[n] for n in names if n in self.last_said), None)
        before = before or self.carried
        if before or not self.days:
            return before or {}
        day = self.spoken or self._news_day()
        return {"first": day, "last": day, "granularity": "day", "guessed": True}

    def _news_day(self) -> date:
        """Return the day that the lead speaks of; a night is spoken of on the next."""
        return self.days[0] + timedelta(days=self.days[0] == self.night)

    def is_ahead(self, timex: Row) -> bool:
        """Tell whether a day is later than the report: nobody has spoken on it yet."""
        first = dated(timex).get("first")
        return bool(
            self.published and first and first.isoformat() > self.published[:10]
        )

    def carry(self, found: list[Mention], told: str) -> None:
        """Remember the day that a sentence told, and whom it names without their words.

        Where somebody spoke it is the day of speaking that the next sentence goes on
        from, not the day spoken of.
        """
        days = [m for m in found if m.first and m.granularity == "day"]
        spoke = [m for m in days if m.kind == "statement"]
        sure = next((m for m in spoke or days if not m.guessed), None)
        if sure is None:
            return
        there = {"first": sure.first, "last": sure.last, "granularity": "day"}
        self.carried = there if sure.timex else self.carried
        speakers = frozenset().union(*(m.speaker for m in found))
        silent = [person for person in self.persons if not person & speakers]
        words = words_of(told) if silent else frozenset()
        for person in silent:
            if person & words:
                self.last_said |= dict.fromkeys(sorted(person), there)
