"""A mention: one sentence that tells of one happening or one statement."""

from datetime import date
from typing import Any, NamedTuple

Place = tuple[str, tuple[int, int]]


class Mention(NamedTuple):
    """One sentence that tells of one happening or one statement.

    `words` are different, in any order; no set, because a pile has many mentions and
    Python's garbage collector goes through all sets, but through no tuples of text.
    `kind` is event, statement or plain (undated and nobody's words); `before` are
    further words, of the sentence that this one goes on from; `open_day` is a weekday
    without a week, a day or a month without a year; `guessed` says
    that nothing but the article's news gives the day, `named` says that the
    speaker is a person with a name; `news` is the day that an article without a
    date of its own for the sentence speaks of.
    """

    article_id: str
    sentence: tuple[int, int]
    kind: str
    words: tuple[str, ...]
    text: str
    timex: tuple[int, int] | None = None
    first: date | None = None
    last: date | None = None
    granularity: str | None = None
    guessed: bool = False
    open_day: str | None = None
    speaker: frozenset[str] = frozenset()
    named: bool = False
    utterances: frozenset[str] = frozenset()
    before: tuple[str, ...] = ()
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
