"""Where sentences end: paragraph by paragraph, by the rules of `sentencex`."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from sentencex import segment

from ..tables import check_table, make_table
from .forms import BULLET, LINE, TAIL, ends_in_stop
from .table import find_zones, zone_text

LONGEST = (
    4_000  # characters; no sentence of prose comes near, a list without stops does
)
# A wide blank before a full stop ("plan B ."), which `sentencex` takes for one byte
WIDE_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000](?=\\.)")


def split_sentences(
    articles: pd.DataFrame, *, zones: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Split the body of every article into sentences.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table; made when left out.

    Returns
    -------
    DataFrame
        `article_id, sentence_id, start, end`; ids are `ARTICLE:s01` and so on in
        reading order. A sentence never crosses a paragraph; what has no stop for
        thousands of characters is cut between words.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Mr. Orhun left at 5 p.m. on Friday. Nobody followed him."
    >>> split_sentences(make_articles([{"id": "a", "text": text}]))["end"].tolist()
    [35, 56]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    bodies = zone_text(articles, zones)
    rows: list[dict[str, Any]] = []
    languages = articles["language"].fillna("en").tolist()
    for article_id, language in zip(
        articles["article_id"].tolist(), languages, strict=True
    ):
        spans = _sentence_spans(bodies[article_id], language)
        rows += (
            {
                "article_id": article_id,
                "sentence_id": f"{article_id}:s{number:02d}",
                "start": start,
                "end": end,
            }
            for number, (start, end) in enumerate(spans, 1)
        )
    return make_table("sentences", rows)


def _sentence_spans(body: str, language: str) -> Iterator[tuple[int, int]]:
    body = WIDE_BLANK.sub(" ", body)
    for start, end in _paragraphs(body):
        position = start
        for piece in segment(language, body[start:end]):
            core = piece.strip()
            if core:
                first = body.index(core, position)
                position = first + len(core)
                yield from _bounded(body, first, position)


def _bounded(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a span in pieces that later stages can bear."""
    while end - start > LONGEST:
        cut = body.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
        while body[start].isspace():
            start += 1
    yield start, end


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Spans of lines, where lines that break a running sentence are one span."""
    open_start: int | None = None
    end = 0
    for match in LINE.finditer(body):
        first, text = match.start(), match[0].rstrip()
        if open_start is not None and (
            ends_in_stop(body[max(open_start, end - TAIL) : end])
            or not text[0].islower()
        ):
            yield open_start, end
            open_start = None
        if open_start is None:
            bullet = BULLET.match(text)
            open_start = first + (bullet.end() if bullet else 0)
        end = first + len(text)
    if open_start is not None:
        yield open_start, end
