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
from .basis import credited
from .hearsay import UNNAMED, find_hearsay, is_vague
from .mouths import find_mouth
from .outlets import Mention, Outlet, OutletIndex, outlet_index, short_names
from .reading import read_article
from .speaker import Speaker
from .voices import Voice, find_voices
from .words import Word, read_words

NEWS_KINDS = ("agency", "broadcaster", "outlet")
LINE_KINDS = ("credit line", "list of reports")
UNREAL = {"would", "could", "may", "might", "should", "will"}
OWN_WORK = {"report", "story", "article", "piece", "dispatch"}
STILL_THERE = 2  # statements
SILENT = frozenset({"think", "judge"})
TALK = frozenset({"discuss", "talk about"})  # tells that they met, not what is so


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
        (news organisation through which the article has it), `suspect` (likely
        name where the written one is unknown and looks garbled) and `body` (for which
        body a named person speaks, where the article makes it a spokesperson).

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "It holds, two officials told Reuters. A source denied that it leaks."
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
        people = {row["name"] for row in found if row["kind"] == "person"}
        body = {name: find_mouth(name, text) for name in sorted(people)}
        rows += [
            {"article_id": key, "body": body.get(row["name"]), **row}
            for row in _ordered(found)
        ]
    return make_table("credits", rows)


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _spans(table: pd.DataFrame) -> dict[str, list[Any]]:
    """Return spans by article, with the kind where the table has one."""
    found: dict[str, list[Any]] = {}
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
    voices = find_voices(text, statements, index)
    listed = [index.find(statement.words) for statement in statements]
    short = short_names(
        (statement.words, mention)
        for statement, mentions in zip(statements, listed, strict=True)
        for mention in mentions
    )
    rows: list[dict[str, Any]] = []
    last: Outlet | None = None
    for number, statement in enumerate(statements):
        words = statement.words
        news = credited(words, statement.frames, listed[number], index, short)
        for mention in news:
            rows.append(_news_row(words, mention, *_cue_of(words, mention)))
        rows += find_hearsay(words)
        rows += _speaker_rows(words, voices[number], number, news, last)
        last = news[-1].outlet if news else last
    return rows


def _cue_of(words: list[Word], mention: Mention) -> tuple[str, tuple[int, int]]:
    own = words[mention.first].low
    cue, span = mention.cue or own, mention.cue_span or (0, 0)
    return ("wire tag" if cue == own else cue), span


def _speaker_rows(
    words: list[Word],
    voices: list[Voice],
    number: int,
    news: list[Mention],
    last: Outlet | None,
) -> Iterator[dict[str, Any]]:
    through = None
    for voice in voices:
        if voice.speaker is None or _silent(words, voice) or _is_newsroom(voice, news):
            continue
        row = _speaker_row(words, voice)
        own = _newsroom(words, voice, last)
        if own is None and is_vague(voice.speaker):
            yield row | {"name": UNNAMED, "kind": "hearsay"}
        elif own is not None:
            through = through or own["name"]
            yield {**row, **own}
        else:
            told = _through(words, voice, news) or through
            _pass_on(voice.speaker, number, told)
            teller = _teller(voices, voice)
            via = voice.speaker.via or (teller.via if teller else None)
            depth = (2 if via else 1) + (teller is not None)
            yield row | {"via": via, "depth": depth}


def _through(words: list[Word], voice: Voice, news: list[Mention]) -> str | None:
    """Return the organisation that a voice told, or else the sentence's first."""
    cue = words[voice.frame.cue].start
    told = [m for m in news if m.cue_span and m.cue_span[0] == cue]
    return (told or news)[0].outlet.name if news else None


def _teller(voices: list[Voice], voice: Voice) -> Speaker | None:
    """Return who else in the sentence reports that this one spoke."""
    inner = voice.frame
    for other in voices:
        outer = other.frame
        if outer is inner or other.speaker in (None, voice.speaker):
            continue
        if other.speaker.kind in NEWS_KINDS:  # counted as `via`
            continue
        behind = outer.right is not None and outer.right <= inner.start
        if outer.shape == "before" and behind and not inner.breaks:
            return other.speaker
        ahead = outer.left and outer.right is None and inner.end <= outer.start
        if ahead and inner.shape == "before" and not inner.left:
            return other.speaker
    return None


def _silent(words: list[Word], voice: Voice) -> bool:
    """Whether nothing was said: a thought, or what somebody would or may say."""
    verb = words[voice.frame.cue].verb
    before = words[max(0, voice.frame.cue - 3) : voice.frame.cue]
    unreal = (
        any(word.low in UNREAL for word in before) and voice.frame.shape == "before"
    )
    silent = verb.kind in SILENT or verb.lemma in TALK
    return unreal or (silent and voice.frame.shape != "chain")


def _is_newsroom(voice: Voice, news: list[Mention]) -> bool:
    """Whether a phrase is a news organisation that has its own row, or a part of it."""
    if voice.speaker is not None and voice.speaker.kind in NEWS_KINDS:
        return True
    inside = any(m.first < voice.last and voice.first < m.last for m in news)
    return inside and (
        voice.speaker is None
        or voice.speaker.kind not in ("person", "anonymous")
        or all(m.first <= voice.first and voice.last <= m.last for m in news[:1])
        or voice.speaker.name in {m.outlet.name for m in news}
    )


def _newsroom(
    words: list[Word], voice: Voice, last: Outlet | None
) -> dict[str, Any] | None:
    """Return whom "the agency" or "state television" means; None for other voices."""
    assert voice.speaker is not None
    phrase = [word.low for word in words[voice.first : voice.last]]
    pointing = phrase[0] == "the" and phrase[1:-1] in ([], ["same"])
    report = pointing and words[voice.last - 1].low in OWN_WORK
    if pointing and last is not None and (report or voice.speaker.kind == "media"):
        return {"name": last.name, "kind": last.kind, "suspect": last.suspect}
    if voice.speaker.kind != "media":
        return None
    name = voice.speaker.name
    spoken = any(mark in name.casefold() for mark in ("tele", "tv", "radio", "broadc"))
    agency = "agency" in name.casefold()
    kind = "broadcaster" if spoken else "agency" if agency else "outlet"
    return {"name": name, "kind": kind}


def _pass_on(speaker: Speaker, number: int, through: str | None) -> None:
    """Keep through whom the article has a speaker.

    An unnamed speaker is known through that organisation alone; a named one speaks
    elsewhere too, so that it is forgotten after the next sentences.
    """
    if through is not None:
        speaker.via, speaker.via_at = through, number
    elif speaker.kind != "anonymous" and number - speaker.via_at > STILL_THERE:
        speaker.via = None


def _speaker_row(words: list[Word], voice: Voice) -> dict[str, Any]:
    assert voice.speaker is not None
    cue = words[voice.frame.cue]
    return {
        "start": words[voice.first].start,
        "end": words[voice.last - 1].end,
        "name": voice.speaker.name,
        "kind": voice.speaker.kind,
        "cue": cue.low,
        "cue_start": cue.start,
        "cue_end": cue.end,
        "depth": 1,
    }
