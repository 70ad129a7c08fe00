"""Who said what: direct, mixed and indirect speech, one id for one utterance.

Speech is found from attribution frames (`nblib.credits`), so that what counts as a
speaker there and here is one decision. Spans are of the words said, with their
quotation marks; the speaker's span is the mention nearest to them. Speech whose speaker
the text leaves open has none here.
"""

from typing import Any

import pandas as pd

from ..credits.reading import Statement, read_article
from ..credits.speaker import Speaker
from ..credits.voices import Voice, find_voices
from ..passages import align_passages
from ..reuse import find_reuse
from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences
from .owners import owner
from .speech import Speech, find_speech
from .utterances import Saying, utterance_ids

MARKS = " \t\n\"'“”„‟‘’‚‛«»‹›「」『』`,"
UNTIED = {"we", "i", "you"}


def find_quotes(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    reuse: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find direct, mixed and indirect speech, and who says it.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Articles in a language known not to be English give no
        rows.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.
    reuse : DataFrame, optional
        Pairs of derived articles; taken for the sake of the line, passages tell more.
    passages : DataFrame, optional
        Aligned passages, which help to join renderings of one utterance.

    Returns
    -------
    DataFrame
        `article_id, start, end` (the words said, marks included), `kind` (direct,
        mixed, indirect), `speaker` (full name or description), `speaker_start,
        speaker_end` (their mention), `cue`, `utterance_id` (one for all renderings of
        one utterance) and `speaker_kind` (person, office, anonymous, …).

    References
    ----------
    Newell, Margolin and Ruths (2018), An attribution relations corpus for political
    news: the notion of speaker, cue and content. Pareti (2015), Attribution: a
    computational approach.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = '"It will hold," Iva Orlo said. She added that the dam was new.'
    >>> found = find_quotes(make_articles([{"id": "a", "text": text}]))
    >>> list(zip(found["kind"], found["speaker"], found["cue"]))
    [('direct', 'Iva Orlo', 'said'), ('indirect', 'Iva Orlo', 'added')]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    spans = _spans(check_table(sentences, "sentences"))
    rows: list[dict[str, Any]] = []
    sayings: list[Saying] = []
    for article in articles.sort_values("article_id").to_dict("records"):
        key, text = article["article_id"], article["text"]
        if not isinstance(article["language"], str) or article["language"] == "en":
            for row, saying in _quotes_of(key, text, spans.get(key, [])):
                rows.append({"article_id": key, **row})
                sayings.append(saying)
    if passages is None and len(articles) > 1:
        passages = _aligned(articles, zones, sentences, reuse)
    for row, utterance in zip(rows, utterance_ids(sayings, passages), strict=True):
        row["utterance_id"] = utterance
    return make_table("quotes", rows)


def _aligned(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    sentences: pd.DataFrame,
    reuse: pd.DataFrame | None,
) -> pd.DataFrame:
    if reuse is None:
        reuse = find_reuse(articles, zones=zones, sentences=sentences)
    pairs = check_table(reuse, "reuse")[["a", "b"]]
    return align_passages(articles, pairs, zones=zones, sentences=sentences)


def _spans(sentences: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for key, start, end in zip(
        sentences["article_id"], sentences["start"], sentences["end"], strict=True
    ):
        found.setdefault(key, []).append((int(start), int(end)))
    return found


def _quotes_of(
    key: str, text: str, sentences: list[tuple[int, int]]
) -> list[tuple[dict[str, Any], Saying]]:
    statements = read_article(text, sentences)
    voices = find_voices(text, statements)
    found = []
    for speech in find_speech(text, statements):
        if _mere_label(voices[speech.statement], speech):
            continue
        row = {"start": speech.start, "end": speech.end, "kind": speech.kind}
        row |= _spoken_by(text, statements, voices, speech)
        found.append(
            (row, _saying(key, text, statements[speech.statement], speech, row))
        )
    return found


def _spoken_by(
    text: str, statements: list[Statement], voices: list[list[Voice]], speech: Speech
) -> dict[str, Any]:
    """Speaker, the speaker's mention and the cue of a stretch of speech."""
    number, frame = speech.statement, speech.frame
    words = statements[number].words
    row: dict[str, Any] = {}
    if frame is not None:
        row["cue"] = words[frame.cue].low
        place = (number, frame.speaker) if frame.speaker else None
    else:
        place = owner(statements, number)
    if place is None:
        return row
    number, (first, last) = place
    words = statements[number].words
    row["speaker_start"], row["speaker_end"] = words[first].start, words[last - 1].end
    row["speaker"] = text[row["speaker_start"] : row["speaker_end"]]
    speaker = _named(voices[number], frame, (first, last))
    if speaker is not None:
        row["speaker"], row["speaker_kind"] = speaker.name, speaker.kind
    elif words[first].low in UNTIED | {"he", "she", "it", "they"}:
        row["speaker"] = None
    return row


def _named(voices: list[Voice], frame: Any, span: tuple[int, int]) -> Speaker | None:
    """Whom the voices of a statement tell for this mention."""
    for voice in voices:
        here = voice.frame.speaker
        if not voice.quoted and (voice.frame is frame or here == span):
            return voice.speaker
    return None


def _mere_label(voices: list[Voice], speech: Speech) -> bool:
    """Whether what stands before the colon is a heading and no speaker."""
    label = speech.frame is not None and speech.frame.shape == "label"
    return label and all(voice.frame is not speech.frame for voice in voices)


def _saying(
    key: str, text: str, statement: Statement, speech: Speech, row: dict[str, Any]
) -> Saying:
    quoted = speech.kind != "indirect"
    inside = [
        text[max(q.start, speech.start) : min(q.end, speech.end)].strip(MARKS)
        for q in statement.quotations
        if quoted and q.start < speech.end and speech.start < q.end
    ]
    return Saying(
        key,
        " ".join(inside) or text[speech.start : speech.end].strip(MARKS),
        text[statement.start : statement.end],
        statement.start,
        statement.end,
        row.get("speaker") or "",
        row.get("speaker_kind") or "",
        quoted,
    )
