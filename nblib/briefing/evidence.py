"""Sentences of the articles, quoted with where they stand; and what differs in two."""

import difflib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pandas as pd

from .cuts import list_rows
from .words import clean, day_name, listed, short_names, shortened

SPAN = ["article_id", "start", "end"]
TRACE = ["pipeline", "voice", "basis"]  # of a statement: whom it leads back to, and how
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
BASIS = {
    "own": "own report",
    "credited": "credited in the sentence",
    "carried": "credited before",
    "copied": "same words as its report, no credit",
    "digest": "summed up",
    "unmeasured": "credits unmeasured in this language",
}


Place = tuple[str, int, int]  # article, start, end


class Part(NamedTuple):
    """A stretch of a passage, and whether the other one lacks it."""

    text: str
    changed: bool


class Shelf:
    """The articles, ready to be quoted."""

    def __init__(self, tables: dict[str, pd.DataFrame]) -> None:
        articles = tables["articles"]
        self.rows = {row["article_id"]: row for row in list_rows(articles)}
        self.short = short_names(self.rows)
        self.inside = _inside_titles(tables["zones"], self.rows)
        self.traces: dict[Place, list[dict[str, Any]]] = {}
        for row in list_rows(tables["statements"][[*SPAN, *TRACE]]):
            place = (row["article_id"], row["start"], row["end"])
            self.traces.setdefault(place, []).append(row)
        self.sentences: dict[str, list[tuple[int, int]]] = {}
        spans = (tables["sentences"][name].tolist() for name in SPAN)
        for article, start, end in zip(*spans, strict=True):
            self.sentences.setdefault(article, []).append((start, end))

    def outlet(self, article_id: str) -> str:
        """Return who published it, or the beginning of its id."""
        return clean(self.rows[article_id]["outlet"], clean(self.short[article_id]))

    def when(self, article_id: str) -> str:
        """Return its date for sorting; the undated come last."""
        published = self.rows[article_id]["published"]
        return "9999" if pd.isna(published) else str(published)

    def title(self, article_id: str) -> str:
        """Return its title, the title in its text, or its first words."""
        row = self.rows[article_id]
        inside = self.inside.get(article_id) or clean(row["text"][:400])
        return shortened(clean(row["title"], inside), 140)

    def day(self, article_id: str) -> str:
        """Return its date."""
        return day_name(self.rows[article_id]["published"])

    def link(self, article_id: str) -> str:
        """Return its address if that is one of the web, else nothing."""
        url = clean(self.rows[article_id]["url"], "")
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        return url if parts.scheme in ("http", "https") and parts.netloc else ""

    def words(self, article_id: str, start: int, end: int) -> str:
        """Return what stands there."""
        return clean(self.rows[article_id]["text"][int(start) : int(end)], "")

    def around(self, article_id: str, start: int, end: int) -> tuple[int, int]:
        """Return where the sentences around a span begin and end."""
        inside = [
            (first, last)
            for first, last in self.sentences.get(article_id, [])
            if first < end and start < last
        ]
        first = min([start, *(place[0] for place in inside)])
        return first, max([end, *(place[1] for place in inside)])

    def sentence(self, article_id: str, start: int, end: int) -> str:
        """Return the sentence around a span."""
        return self.words(article_id, *self.around(article_id, start, end))

    def quotes(self, places: Iterable[Place]) -> list[dict[str, Any]]:
        """Return sentences with who tells them and whom they lead back to.

        The earliest comes first; what several articles have in the same words, on
        the same ground, stands once with all of them.
        """
        alike: dict[tuple[str, str], dict[str, Any]] = {}
        for place in sorted(places, key=lambda held: (self.when(held[0]), held)):
            text, leads = self.words(*place), self._leads(self.traces.get(place, []))
            quote = {"tellers": [], "text": text, "leads": leads}
            held = alike.setdefault((text, leads), quote)
            teller = {"outlet": self.outlet(place[0]), "day": self.day(place[0])}
            if teller not in held["tellers"]:
                held["tellers"].append(teller)
        return list(alike.values())

    def _leads(self, traces: list[dict[str, Any]]) -> str:
        if not traces:
            return ""
        rooms = listed(dict.fromkeys(clean(row["pipeline"]) for row in traces))
        how = listed(
            dict.fromkeys(
                BASIS.get(row["basis"], clean(row["basis"])) for row in traces
            )
        )
        voices = [clean(row["voice"]) for row in traces if not pd.isna(row["voice"])]
        said = f"; said by {listed(dict.fromkeys(voices))}" if voices else ""
        return f"leads to {rooms} ({how}){said}"


def _inside_titles(zones: pd.DataFrame, rows: dict[str, Any]) -> dict[str, str]:
    titles = zones[zones["zone"] == "title"].drop_duplicates("article_id")
    return {
        row.article_id: clean(rows[row.article_id]["text"][row.start : row.end], "")
        for row in titles.itertuples()
        if row.article_id in rows
    }


def mark_changes(a: str, b: str) -> tuple[list[Part], list[Part]]:
    """Split two passages into what they share and what they do not.

    Examples
    --------
    >>> left, right = mark_changes("The bridge was closed.", "The bridge was shut.")
    >>> [part.text for part in left if part.changed]
    ['closed']
    >>> "".join(part.text for part in right)
    'The bridge was shut.'
    """
    one, other = _TOKEN.findall(a), _TOKEN.findall(b)
    folded = [[token.casefold() for token in side] for side in (one, other)]
    match = difflib.SequenceMatcher(None, folded[0], folded[1], False)
    left: list[Part] = []
    right: list[Part] = []
    for kind, i, j, k, m in match.get_opcodes():
        _add(left, "".join(one[i:j]), kind != "equal")
        _add(right, "".join(other[k:m]), kind != "equal")
    return left, right


def _add(parts: list[Part], text: str, changed: bool) -> None:
    changed = changed and bool(text.strip())
    if parts and parts[-1].changed == changed:
        parts[-1] = Part(parts[-1].text + text, changed)
    elif text:
        parts.append(Part(text, changed))
