"""A mention: one sentence that tells of one happening or one statement."""

from datetime import date
from typing import Any, NamedTuple

Span = tuple[int, int]
Place = tuple[str, Span]


class Mention(NamedTuple):
    """One sentence that tells of one happening or one statement.

    `kind` is event, statement or plain (undated and nobody's words); `told` is where
    the article tells it, in the sentence, and `before` the sentence that this one goes
    on from; `open_day` is a weekday without a week, a day or a month without a year;
    `guessed` says that nothing but the article's news gives the day, `named` says that
    the speaker is a person with a name; `news` is the day that an article without a
    date of its own for the sentence speaks of.
    """

    article_id: str
    sentence: Span
    kind: str
    told: Span
    text: str
    timex: Span | None = None
    first: date | None = None
    last: date | None = None
    granularity: str | None = None
    guessed: bool = False
    open_day: str | None = None
    speaker: frozenset[str] = frozenset()
    named: bool = False
    utterances: frozenset[str] = frozenset()
    before: Span | None = None
    published: str | None = None
    news: date | None = None

    @property
    def place(self) -> Place:
        """Its article and sentence."""
        return self.article_id, self.sentence

    @property
    def key(self) -> tuple[Any, ...]:
        """By which mentions are ordered: by time, then by place."""
        place = (self.article_id, self.sentence, self.kind, self.timex or ())
        return (self.first or date.max, *place)
