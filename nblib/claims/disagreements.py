"""Where articles differ about one claim: figures, dates, wordings.

Only sentences that tell one claim are compared, and only like with like: a figure
of the same thing, the words of one utterance, the one day of two sentences of which
one was made from the other (elsewhere one may date the event and one the statement). A
figure given as a bound ("at least three") differs only from what it excludes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from ..tables import make_table
from ..vectors.words import stop_words

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve"),
        ),
        1,
    )
}
FIGURE = re.compile(
    r"(?P<bound>at least|no less than|no fewer than|more than|over|greater than|"
    r"at most|up to|fewer than|less than|some|about|around|nearly|almost)?\s*"
    r"(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|"
    + "|".join(NUMBER_WORDS)
    + r")(?![\w,.]\d)(?=[ -](?P<thing>[a-z-]+(?: [a-z-]+){0,3}))",
    re.IGNORECASE,
)
LOWER = (
    "at least",
    "no less than",
    "no fewer than",
    "more than",
    "over",
    "greater than",
)
UPPER = ("at most", "up to", "fewer than", "less than")
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
WORD = re.compile(r"\w+")


class _Value(NamedTuple):
    """One thing that an article states: of what, in which words, how much, where."""

    key: str
    value: str
    low: float
    high: float
    article_id: str
    start: int
    end: int


class _Timex(NamedTuple):
    """A time expression, without its article."""

    start: int
    end: int
    text: str
    type: Any
    value: Any

    @property
    def dates(self) -> bool:
        """Whether its figures are those of a date."""
        return bool(self.type != "DURATION")

    @property
    def is_day(self) -> bool:
        """Whether it names one day."""
        return isinstance(self.value, str) and bool(DAY.fullmatch(self.value))


_Span = tuple[str, int, int]


def find_disagreements(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    timexes: pd.DataFrame,
    quotes: pd.DataFrame,
    passages: pd.DataFrame,
) -> pd.DataFrame:
    """Find the differing wordings of each claim.

    Returns
    -------
    DataFrame
        The disagreements table, one row per differing wording; kind is figure,
        date or wording.
    """
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    told = _by_article(timexes)
    edited = _edited(passages)
    rows: list[dict[str, Any]] = []
    for claim_id, places in mentions.groupby("claim_id"):
        spans = places[["article_id", "start", "end"]].to_records(index=False).tolist()
        for kind, values in (
            ("figure", _figures(text, told, spans)),
            ("date", _dates(told, edited, spans)),
        ):
            rows += _rows(str(claim_id), kind, values, text)
    rows += _wordings(text, mentions, quotes)
    return make_table("disagreements", rows).sort_values(
        ["disagreement_id", "article_id", "start"], ignore_index=True
    )


def _rows(
    claim_id: str, kind: str, values: list[_Value], text: dict[str, str]
) -> Iterator[dict[str, Any]]:
    by_key: dict[str, list[_Value]] = defaultdict(list)
    for value in values:
        by_key[value.key].append(value)
    for key, told in sorted(by_key.items()):
        if any(_contradict(a, b) for a, b in combinations(told, 2)):
            for value in told:
                yield {
                    "disagreement_id": f"{claim_id}-{kind}-{key.replace(' ', '-')}",
                    "claim_id": claim_id,
                    "kind": kind,
                    "article_id": value.article_id,
                    "start": value.start,
                    "end": value.end,
                    "text": text[value.article_id][value.start : value.end],
                }


def _contradict(a: _Value, b: _Value) -> bool:
    differ = a.article_id != b.article_id and a.value != b.value
    return differ and (a.high < b.low or b.high < a.low)


def _by_article(timexes: pd.DataFrame) -> dict[str, list[_Timex]]:
    held: dict[str, list[_Timex]] = defaultdict(list)
    columns = [timexes[name].tolist() for name in ("article_id", *_Timex._fields)]
    for article_id, *row in zip(*columns, strict=True):
        held[article_id].append(_Timex(*row))
    return held


def _edited(passages: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the passages that keep the wording, by the first article."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in passages[passages["kind"] != "reworded"].to_dict("records"):
        held[row["a"]].append(row)
    return held


def _figures(
    text: dict[str, str], told: dict[str, list[_Timex]], spans: list[_Span]
) -> list[_Value]:
    """Return the figures of each sentence, apart from those that are dates."""
    found = []
    for article_id, start, end in spans:
        dates = [timex for timex in told.get(article_id, ()) if timex.dates]
        for match in FIGURE.finditer(text[article_id], start, end):
            thing, length = _head(match["thing"])
            begin, finish = match.start("number"), match.end()
            inside = any(date.start < finish and begin < date.end for date in dates)
            if not thing or inside:
                continue
            number = _number(match["number"])
            bound = (match["bound"] or "").casefold()
            low = float("-inf") if bound in UPPER else number
            high = float("inf") if bound in LOWER else number
            at = match.start(), match.start("thing") + length
            found.append(_Value(thing, str(number), low, high, article_id, *at))
    return found


def _head(words: str) -> tuple[str, int]:
    """Return the noun that a figure counts, and the length of what leads to it.

    It is the last word before a small one ("three air bases in").
    """
    head, length, position = "", 0, 0
    for word in words.split(" "):
        if word.casefold() in stop_words():
            break
        position += len(word) + 1
        head, length = word.casefold().removesuffix("s"), position - 1
    return head, length


def _number(word: str) -> float:
    return float(NUMBER_WORDS.get(word.casefold(), 0) or word.replace(",", ""))


def _dates(
    told: dict[str, list[_Timex]],
    edited: dict[str, list[dict[str, Any]]],
    spans: list[_Span],
) -> list[_Value]:
    """Return the days that differ where one sentence was made from another.

    Days in the same words on both sides are set against each other; what is left
    must be one on each side.
    """
    found = set()
    names = {article_id for article_id, _, _ in spans}
    rows = (row for name in names for row in edited.get(name, ()) if row["b"] in names)
    for row in rows:
        one, other = (
            [
                day
                for article_id, start, end in spans
                if article_id == row[side]
                and start < row[f"{side}_end"]
                and row[f"{side}_start"] < end
                for day in _days(told.get(article_id, ()), article_id, start, end)
            ]
            for side in ("a", "b")
        )
        left = [day for day in one if day.value not in {d.value for d in other}]
        right = [day for day in other if day.value not in {d.value for d in one}]
        if len(left) == len(right) == 1:
            found |= {*left, *right}
    return sorted(found)


def _days(
    told: Iterable[_Timex], article_id: str, start: int, end: int
) -> list[_Value]:
    return [
        _Value("day", timex.text.casefold(), day, day, article_id, *timex[:2])
        for timex in told
        if start <= timex.start and timex.end <= end and timex.is_day
        for day in [float(str(timex.value)[:10].replace("-", ""))]
    ]


def _wordings(
    text: dict[str, str], mentions: pd.DataFrame, quotes: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    """One utterance in several wordings, each inside quotation marks."""
    spoken = quotes[quotes["kind"].isin(["direct", "mixed"])]
    claims = defaultdict(list)
    for row in mentions.to_dict("records"):
        claims[row["article_id"]].append(row)
    for utterance_id, said in spoken.groupby("utterance_id"):
        rows = said.to_dict("records")
        wordings = {_plain(text[r["article_id"]][r["start"] : r["end"]]) for r in rows}
        if len(wordings) < 2:
            continue
        for row in rows:
            held = [
                m["claim_id"]
                for m in claims[row["article_id"]]
                if m["start"] < row["end"] and row["start"] < m["end"]
            ]
            yield {
                "disagreement_id": f"{utterance_id}-wording",
                "claim_id": min(held, default=None),
                "kind": "wording",
                "article_id": row["article_id"],
                "start": row["start"],
                "end": row["end"],
                "text": text[row["article_id"]][row["start"] : row["end"]],
            }


def _plain(words: str) -> str:
    return " ".join(WORD.findall(words.casefold()))
