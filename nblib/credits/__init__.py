"""Who is named as the basis of a text: newsrooms, people, bodies, documents.

A credit is a mention in an attributing position, never a mention alone. News
organisations are found by name, speakers by the attribution frames that they stand in.
An organisation that hands on what somebody else said is nearer to the reader (depth 1)
than the one who said it (depth 2, `via` the organisation). A garbled name ("The Related
Press") is kept as written, with the likely name beside it in `suspect`: whoever reads
the table decides, not this module.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences
from .outlets import Mention, OutletIndex, credited, outlet_index
from .reading import Statement, read_article
from .speakers import Cast, Speaker
from .words import Word, read_words

NEWS_KINDS = ("agency", "broadcaster", "outlet")
LINE_KINDS = ("credit line", "list of reports")
HEARSAY = {"reportedly", "supposedly", "purportedly", "rumoured", "rumored"}
UNNAMED = "unnamed reports"
SILENT = frozenset({"think", "judge"})


def find_credits(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the news organisations and other origins that a text names as its basis.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.
    outlets : DataFrame, optional
        The pile's own outlets; they stand above the lexicon.

    Returns
    -------
    DataFrame
        One row per credit: `article_id, start, end` (the name as written), `name`
        (canonical; full name or description for people), `kind` (agency, broadcaster,
        outlet; person, office, anonymous, document, organisation, state; hearsay),
        `cue` (the word that attributes, or "wire tag", "credit line", "list of
        reports"), `depth` (1 = by the article itself), `cue_start, cue_end`, `via`
        (news organisation through which the article has it) and `suspect` (likely
        name where the written one is unknown and looks garbled).

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "The dam holds, two officials told Reuters. A source denied that it leaks."
    >>> found = find_credits(make_articles([{"id": "a", "text": text}]))
    >>> found["name"].tolist(), found["depth"].tolist()
    (['officials', 'Reuters', 'source'], [2, 1, 1])
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    check_table(sentences, "sentences")
    own = [] if outlets is None else check_table(outlets, "outlets").to_dict("records")
    index = outlet_index([{k: _plain(v) for k, v in row.items()} for row in own])
    spans, lines = _spans(sentences), _spans(zones[zones["kind"].isin(LINE_KINDS)])
    rows: list[dict[str, Any]] = []
    for article in articles.sort_values("article_id").to_dict("records"):
        key, text = article["article_id"], article["text"]
        found = list(_line_credits(text, lines.get(key, []), index))
        if _plain(article["language"]) in ("", "en"):
            found += _body_credits(text, spans.get(key, []), index)
        rows += [{"article_id": key, **row} for row in _ordered(found)]
    return make_table("credits", rows)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _spans(table: pd.DataFrame) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    kinds = table["kind"] if "kind" in table else [None] * len(table)
    for key, start, end, kind in zip(
        table["article_id"], table["start"], table["end"], kinds, strict=True
    ):
        span = (int(start), int(end))
        found.setdefault(key, []).append(span if kind is None else (*span, kind))
    return found


def _ordered(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows by place, one for each name at a place."""
    kept: dict[tuple[int, int, str], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (row["start"], row["end"], row["depth"])):
        kept.setdefault((row["start"], row["end"], row["name"]), row)
    return list(kept.values())


# --- credit lines and lists of reports ---------------------------------------


def _line_credits(
    text: str, lines: list[tuple[int, int, str]], index: OutletIndex
) -> Iterator[dict[str, Any]]:
    """Every news organisation in such a line is a credit."""
    for start, end, kind in lines:
        words = read_words(text, start, end)
        for mention in index.find(words):
            yield _news_row(words, mention, kind, (start, end))


def _news_row(
    words: list[Word], mention: Mention, cue: str, cue_span: tuple[int, int]
) -> dict[str, Any]:
    return {
        "start": words[mention.first].start,
        "end": words[mention.last - 1].end,
        "name": mention.outlet.name,
        "kind": mention.outlet.kind,
        "cue": cue,
        "cue_start": cue_span[0],
        "cue_end": cue_span[1],
        "depth": 1,
        "suspect": mention.outlet.suspect,
    }


# --- the body ----------------------------------------------------------------


def _body_credits(
    text: str, sentences: list[tuple[int, int]], index: OutletIndex
) -> list[dict[str, Any]]:
    statements = read_article(text, sentences)
    cast = Cast(statements)
    rows: list[dict[str, Any]] = []
    for number, statement in enumerate(statements):
        words = statement.words
        news = credited(words, statement.frames, index)
        for mention in news:
            cue, span = mention.cue, mention.cue_span
            if cue == words[mention.first].low:
                cue = "wire tag"
            rows.append(_news_row(words, mention, cue, span))
        rows += _hearsay(words)
        rows += _speaker_rows(statement, number, cast, news)
    return rows


def _hearsay(words: list[Word]) -> Iterator[dict[str, Any]]:
    for word in words:
        if word.low in HEARSAY:
            yield {
                "start": word.start,
                "end": word.end,
                "name": UNNAMED,
                "kind": "hearsay",
                "cue": word.low,
                "cue_start": word.start,
                "cue_end": word.end,
                "depth": 1,
            }


def _speaker_rows(
    statement: Statement, number: int, cast: Cast, news: list[Mention]
) -> Iterator[dict[str, Any]]:
    words = statement.words
    taken = [(mention.first, mention.last) for mention in news]
    for frame in statement.frames:
        verb = words[frame.cue].verb
        if frame.speaker is None or (verb is not None and verb.kind in SILENT):
            continue
        first, last = frame.speaker
        if any(a < last and first < b for a, b in taken) and frame.shape != "before":
            continue
        if any(a <= first and last <= b for a, b in taken):
            continue
        speaker = cast.resolve(words[first:last], number)
        if speaker.kind == "media":
            continue
        _pass_on(speaker, number, news)
        yield _speaker_row(words, frame.cue, (first, last), speaker)


def _pass_on(speaker: Speaker, number: int, news: list[Mention]) -> None:
    """Keep through whom the article has a speaker."""
    if news:
        speaker.via = news[0].outlet.name


def _speaker_row(
    words: list[Word], cue: int, span: tuple[int, int], speaker: Speaker
) -> dict[str, Any]:
    return {
        "start": words[span[0]].start,
        "end": words[span[1] - 1].end,
        "name": speaker.name,
        "kind": speaker.kind,
        "cue": words[cue].low,
        "cue_start": words[cue].start,
        "cue_end": words[cue].end,
        "depth": 2 if speaker.via else 1,
        "via": speaker.via,
    }
