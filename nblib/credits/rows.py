"""The credits of one article: from its credit lines, and from what is heard in it."""

from collections.abc import Iterator
from typing import Any

from .basis import credited
from .hearing import Heard
from .hearsay import UNNAMED, find_hearsay, is_vague
from .mouths import find_mouth
from .outlets import Mention, Outlet, OutletIndex, short_names
from .speaker import Speaker
from .voices import Voice
from .words import Word, read_words

NEWS_KINDS = ("agency", "broadcaster", "outlet")
UNREAL = {"would", "could", "may", "might", "should", "will"}
OWN_WORK = {"report", "story", "article", "piece", "dispatch"}
STILL_THERE = 2  # statements
SILENT = frozenset({"think", "judge"})
TALK = frozenset({"discuss", "talk about"})  # tells that they met, not what is so


def credit_rows(
    article_id: str,
    text: str,
    heard: Heard | None,
    lines: list[tuple[int, int, str]],
    index: OutletIndex,
) -> list[dict[str, Any]]:
    """Return the rows of an article, in order.

    Parameters
    ----------
    article_id, text : str
        The article.
    heard : Heard or None
        What is heard in it; None in another language, where the lines speak alone.
    lines : list of (int, int, str)
        Start, end and kind of its credit lines and lists of reports.
    index : OutletIndex
        News organisations.
    """
    found = list(_line_credits(text, lines, index))
    if heard is not None:
        found += _body_credits(heard, index)
    people = {row["name"] for row in found if row["kind"] == "person"}
    body = {name: find_mouth(name, text) for name in sorted(people)}
    return [
        {"article_id": article_id, "body": body.get(row["name"]), **row}
        for row in _ordered(found)
    ]


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


def _body_credits(heard: Heard, index: OutletIndex) -> list[dict[str, Any]]:
    statements, voices = heard
    telling = [  # what is not read has no frame and no hearsay, but may name a newsroom
        (number, statement.words, statement.frames)
        for number, statement in enumerate(statements)
        if statement.is_read or statement.passes(index.sieve)
    ]
    listed = [index.find(words) for _, words, _ in telling]
    short = short_names(
        (words, mention)
        for (_, words, _), mentions in zip(telling, listed, strict=True)
        for mention in mentions
    )
    rows: list[dict[str, Any]] = []
    last: Outlet | None = None
    for (number, words, frames), mentions in zip(telling, listed, strict=True):
        news = credited(words, frames, mentions, index, short)
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
