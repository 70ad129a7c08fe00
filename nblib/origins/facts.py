"""The tables of a pile as plain rows, one set for each component.

What a name, an office or a newsroom means is told by the articles that it is read
with. So all of them are traced component by component; tables are read once, because
a table costs more to open than a small component to trace.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from ..reuse.model import BELIEVED
from ..vectors import number_blocks


class Article(NamedTuple):
    """A row of the articles table."""

    article_id: str
    text: str
    outlet: str | None
    published: str | None
    language: str | None


class Sentence(NamedTuple):
    """One sentence and the start of its paragraph."""

    article_id: str
    start: int
    end: int
    paragraph: int


class Credit(NamedTuple):
    """A row of the credits table."""

    article_id: str
    start: int
    end: int
    name: str
    kind: str
    cue: str
    depth: int
    cue_start: int
    via: str | None
    suspect: str | None
    body: str | None


class Quote(NamedTuple):
    """A row of the quotes table that tells where the speaker is named."""

    article_id: str
    start: int
    end: int
    speaker_start: int
    speaker_end: int


class Believed(NamedTuple):
    """A row of the reuse table that is believed."""

    a: str
    b: str
    direction: str | None
    ancestor: str | None


class Passage(NamedTuple):
    """A row of the passages table."""

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    kind: str


class Facts(NamedTuple):
    """What is known of one component.

    Attributes
    ----------
    articles, credits, quotes, believed, passages : list
        Rows in the order of their tables.
    sentences : list of Sentence
        In reading order.
    digests : set of str
        Articles that list the reports which they sum up.
    """

    articles: list[Article]
    sentences: list[Sentence]
    credits: list[Credit]
    quotes: list[Quote]
    believed: list[Believed]
    passages: list[Passage]
    digests: set[str]


def split_facts(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame,
    sentences: pd.DataFrame,
    credits: pd.DataFrame,
    reuse: pd.DataFrame,
    passages: pd.DataFrame,
    quotes: pd.DataFrame,
    components: pd.DataFrame | None,
) -> list[Facts]:
    """Return the facts of each component; of all articles, where none are given."""
    read = _Reader(components)
    believed = reuse[reuse["derived"].fillna(0) >= BELIEVED]
    reports = zones[zones["kind"] == "list of reports"]
    rows = {
        "articles": read.rows(Article, articles),
        "credits": read.rows(Credit, credits),
        "quotes": read.rows(Quote, quotes[quotes["speaker_start"].notna()]),
        "believed": read.rows(Believed, believed, ("a", "b")),
        "passages": read.rows(Passage, passages, ("a", "b")),
    }
    places = read.rows(Sentence, place_sentences(sentences, zones))
    digests = read.cells(reports["article_id"])
    return [
        Facts(
            sentences=sorted(places[block]),
            digests=set(digests[block]),
            **{name: held[block] for name, held in rows.items()},
        )
        for block in sorted(rows["articles"])
    ]


class _Reader:
    """Reads rows of tables, by the number of the component that they are in."""

    def __init__(self, components: pd.DataFrame | None) -> None:
        self.number: Mapping[str, int] = defaultdict(int)  # all are one
        if components is not None:
            names = components["article_id"].array.to_numpy(object).tolist()
            numbers = number_blocks(names, components).tolist()
            self.number = dict(zip(names, numbers, strict=True))

    def rows(
        self, kind: Any, table: pd.DataFrame, named: Sequence[str] = ("article_id",)
    ) -> dict[int, list[Any]]:
        """Rows of a table by component; those of articles of two are left out."""
        first, *others = (self.blocks(table[name]) for name in named)
        columns = (present(table[name]) for name in kind._fields)
        rows = map(kind._make, zip(*columns, strict=True))
        found: dict[int, list[Any]] = defaultdict(list)
        for block, row, *more in zip(first, rows, *others, strict=True):
            if all(other == block for other in more):
                found[block].append(row)
        return found

    def cells(self, column: pd.Series) -> dict[int, list[str]]:
        """Articles by component."""
        found: dict[int, list[str]] = defaultdict(list)
        for block, article_id in zip(self.blocks(column), column, strict=True):
            found[block].append(article_id)
        return found

    def blocks(self, column: pd.Series) -> list[int]:
        """Numbers of the components of articles."""
        names = column.array.to_numpy(object)
        return [self.number[name] for name in names.tolist()]


def place_sentences(sentences: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences, each with the start of its paragraph.

    Examples
    --------
    >>> zones = pd.DataFrame({"article_id": ["a", "a"], "start": [0, 9]})
    >>> text = pd.DataFrame({"article_id": ["a", "b"], "start": [12, 3], "end": 20})
    >>> place_sentences(text, zones)["paragraph"].tolist()
    [9, 0]
    """
    above: dict[str, list[int]] = defaultdict(list)
    for article_id, start in sorted(_starts(zones)):
        above[article_id].append(start)
    paragraphs = [
        last_at(above[article_id], start) for article_id, start in _starts(sentences)
    ]
    return sentences[["article_id", "start", "end"]].assign(paragraph=paragraphs)


def _starts(table: pd.DataFrame) -> Iterable[tuple[str, int]]:
    return zip(*(present(table[name]) for name in ("article_id", "start")), strict=True)


def last_at(starts: Sequence[int], place: int) -> int:
    """Return the last of the sorted `starts` that is not behind `place`, else 0."""
    before = bisect_right(starts, place)
    return starts[before - 1] if before else 0


def present(column: pd.Series) -> list[Any]:
    """Return the cells of a column, None where there is none."""
    cells: list[Any] = column.array.to_numpy(object, na_value=None).tolist()
    return cells


def by_article(rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Return rows by their article, in their order."""
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(row)
    return found
