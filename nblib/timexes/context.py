"""What a time expression is read against: publication date, discourse, tense."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from .calendars import at_grain, grain_of, shift, span_of
from .tokens import Tokens, char_of, values_of

_ABBREVIATED = re.compile(r"[B-HJ-Z]|Mrs?|Ms|Dr|Gen|Sen|Rep|Gov|St|Lt|Col|Sgt|No")
_OPEN_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_NOUNS = ("plan", "plans", "forecast", "forecasts")  # verbs only before "to"
_CUTS = frozenset(
    (
        *("said", "told", "says", "who", "which", "whose", "after", "since", "because"),
        *("was", "were", "did", "met", "held", "took", "made", "came", "went"),
    )
)  # where the words of another verb begin
_COMING = re.compile(
    r"\b(?:will|shall|ll)\b(?! have\b)"
    r"|(?<!had been )\b(?:set|due|slated|scheduled|expected|planned|poised)"
    r" (?:to|for)\b"
    r"|\b(?:is|are) to\b|\b(?:plans?|intends?|expects?|hopes?|aims?|agreed) to\b"
    r"|\b(?:begins|starts|opens|resumes|reopens|expires|ends)\b"  # a timetable
    r"|\bgoes (?:to the polls|on (?:sale|show|trial))\b|\bkicks off\b"
)
REACH = 12  # tokens to either side in which a cue of the future counts
UNKNOWN = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "H": "XXXX-HX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}


@dataclass
class Value:
    """What an expression says: type, value, mod, and what follows from it.

    `implied` is the date that a duration beside "ago", "before", "after" or
    "later" leads to; `flag` says why a value was left open.
    """

    type: str
    value: str
    mod: str | None = None
    implied: str | None = None
    flag: str | None = None


@dataclass
class Context:
    """The publication date, what was told so far, and the words around."""

    tokens: Tokens
    published: date | None
    day_first: bool | None = None
    told: list[str] = field(default_factory=list)
    quarter: str | None = None
    night: str | None = None

    def now(self, grain: str) -> str | None:
        """Return the value of `grain` that the publication date lies in."""
        return at_grain(self.published, grain) if self.published else None

    def relative(self, grain: str, number: int) -> str:
        """Return the value `number` steps from now, its X form without a date."""
        here = self.now(grain)
        return (shift(here, number) if here else None) or UNKNOWN[grain]

    def last_told(self, grains: str) -> str | None:
        """Return the last date told whose grain is one of `grains`."""
        return next(
            (v for v in reversed(self.told) if (grain_of(v) or "-") in grains), None
        )

    def discourse(self, grain: str, number: int) -> str:
        """Return the value `number` steps from the last date told."""
        finer = "DWMQHYEC"[: "DWMQHYEC".index(grain) + 1]
        open_day = _OPEN_WEEKDAY.fullmatch(self.told[-1]) if self.told else None
        if grain == "D" and open_day:
            weekday = (int(open_day[1]) - 1 + number) % 7 + 1
            return f"XXXX-WXX-{weekday}"
        there = self.last_told(finer)
        if there is None:
            return self.relative(grain, number)
        return shift(at_grain(span_of(there)[0], grain), number) or UNKNOWN[grain]

    def remember(self, value: Value) -> None:
        """Add a value to what was told."""
        told = value.implied or value.value
        bare = told.split("T")[0]
        if value.type in ("DATE", "TIME") and (
            grain_of(bare) or _OPEN_WEEKDAY.fullmatch(bare)
        ):
            self.told.append(bare)
            self.night = bare if told.endswith("TNI") else None

    def future(self, first: int, last: int, *, by: bool = False) -> bool:
        """Tell whether the words around speak of what is to come.

        With `by`, a leading "by" is a cue too; a leading "since" never is.
        """
        classes, shall = self.tokens.classes, char_of("SHALL")
        lead = classes[first - 1 : first]
        if lead in (char_of("SINCE"), char_of("BY")):
            return by and lead == char_of("BY")
        if classes[max(first - 2, 0) : first] == char_of("SLATED") + char_of(
            "FORWHILE"
        ):
            return True
        around = classes[max(0, first - REACH) : last + REACH // 2]
        if shall not in around and char_of("WILL") not in around:
            return False
        before = self._cues(self._clause(first), first)
        after = classes[last : self._clause_end(last)]
        return shall in before or shall in after or char_of("WILL") in before

    def _clause_end(self, last: int) -> int:
        """Return where what follows ends: the sentence, or a clause of its own."""
        stop = char_of("DOT") + "~"
        for number in range(last, min(last + REACH // 2, len(self.tokens.classes))):
            cut = self.tokens.word(number).lower() in _CUTS
            if cut or self.tokens.classes[number] in stop:
                return number
        return last + REACH // 2

    def _cues(self, first: int, last: int) -> str:
        """Return the classes of some tokens, without plans that are nouns."""
        return "".join(
            char
            for number, char in enumerate(self.tokens.classes[first:last], first)
            if self.tokens.word(number).lower() not in _NOUNS
            or self.tokens.classes[number + 1] == char_of("TO")
        )

    def coming(self, first: int) -> bool:
        """Tell whether the verb that a day belongs to is one of the future.

        That verb is the last one before the day: a comma, a pronoun that opens a
        clause and a verb of saying cut off what stands before them.
        """
        classes, begin = self.tokens.classes, max(0, first - REACH)
        cues = map(char_of, ("SHALL", "TO", "FORWHILE", "TABLED"))  # one in each form
        if not any(cue in classes[begin:first] for cue in cues):
            return self._is_then(first)
        marks, words = char_of("COMMA") + char_of("DOT") + "~", []
        for number in range(first - 1, begin - 1, -1):
            word = self.tokens.word(number).lower()
            if classes[number] in marks or word in _CUTS:
                break
            words.append(word)
        said = " ".join(reversed(words))
        return _COMING.search(said) is not None or self._is_then(first)

    def _is_then(self, first: int) -> bool:
        """Tell whether "is" leads in a day: "the final is on Sunday"."""
        back = first - 1
        if back > 0 and self.tokens.word(back).lower() in ("on", "in"):
            back -= 1
        return back >= 0 and self.tokens.word(back).lower() in ("is", "are")

    def _clause(self, first: int) -> int:
        """Return where the sentence of a token starts, at most `REACH` back."""
        classes, stop = self.tokens.classes, char_of("DOT")
        for number in range(first - 1, max(0, first - REACH) - 1, -1):
            dot = classes[number] == stop and not _ABBREVIATED.fullmatch(
                self.tokens.word(number - 1) if number else ""
            )
            if dot or classes[number] == "~":
                return number + 1
        return max(0, first - REACH)

    def report(self, quarter: str, *, ended: bool) -> None:
        """Keep a quarter as the one reported: it is over, or said to have ended."""
        if grain_of(quarter) != "Q" or not self.published:
            return
        age = (self.published - span_of(quarter)[1]).days
        if ended or 0 <= age < 300:
            self.quarter = quarter

    def nearest(self, candidates: list[str], future: bool) -> str | None:
        """Return of several readings the last past or the first coming one."""
        if not self.published:
            return None
        today = self.published
        if future:
            coming = [c for c in candidates if span_of(c)[1] >= today]
            return coming[0] if coming else None
        gone = [c for c in candidates if span_of(c)[0] <= today]
        return gone[-1] if gone else None

    def weekday(self, number: int, weeks: int | None = None) -> str:
        """Return the most recent such weekday, counting the publication day.

        With `weeks` it is the one of the week that many weeks from now.
        """
        if not self.published:
            return f"XXXX-WXX-{number}"
        today = self.published
        if weeks is None:
            back = (today.isoweekday() - number) % 7
            return (today - timedelta(days=back)).isoformat()
        monday = today - timedelta(days=today.weekday())
        return (monday + timedelta(days=7 * weeks + number - 1)).isoformat()

    def bits(self, first: int, last: int) -> "Bits":
        """Return the tokens of an expression by class."""
        return Bits(values_of(self.tokens, first, last))


class Bits:
    """The tokens of one expression: their classes and values."""

    def __init__(self, pairs: list[tuple[str, str]]):
        self.pairs = pairs

    def __contains__(self, name: str) -> bool:
        return any(kind == name for kind, _ in self.pairs)

    def get(self, *names: str) -> str | None:
        """Return the value of the first token of one of these classes."""
        return next((value for kind, value in self.pairs if kind in names), None)

    def all(self, *names: str) -> list[str]:
        """Return the values of all tokens of these classes."""
        return [value for kind, value in self.pairs if kind in names]
