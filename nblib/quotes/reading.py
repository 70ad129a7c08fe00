"""The speech of one article: what is said, by whom, in which sentence.

Nothing here looks at another article, so that what is read once for an article
stays true whatever else is in the pile.
"""

import re
from collections.abc import Iterator
from typing import Any

from ..credits.hearing import Heard
from ..credits.reading import Statement
from ..credits.speaker import Speaker
from ..credits.voices import Voice
from .owners import owner
from .speech import Speech, cut_speech

MARKS = " \t\n\"'“”„‟‘’‚‛«»‹›「」『』`,"
TRANSCRIPT = re.compile(r"[\"“‘'« ]*([A-Z][A-Z.’' -]+[A-Z]): ")  # "ORLO: We agree."
UNTIED = {"we", "i", "you"}
PRONOUNS = UNTIED | {"he", "she", "it", "they"}


def speech_rows(article_id: str, text: str, heard: Heard) -> Iterator[dict[str, Any]]:
    """Yield the rows of the speech table for what is heard in an article, by start."""
    statements, voices = heard
    for speech in cut_speech(text, statements):
        if not _mere_label(voices[speech.statement], speech):
            statement = statements[speech.statement]
            yield {
                "article_id": article_id,
                "start": speech.start,
                "end": speech.end,
                "kind": speech.kind,
                "said": _said(text, statement, speech),
                "sentence_start": statement.start,
                "sentence_end": statement.end,
                **_spoken_by(text, statements, voices, speech),
            }


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
    label = TRANSCRIPT.match(text, speech.start, speech.end) if frame is None else None
    if label is not None:
        span = {"speaker_start": label.start(1), "speaker_end": label.end(1)}
        return {**row, **span, "speaker": label[1].title(), "speaker_kind": "person"}
    if place is None:
        return row
    number, (first, last) = place
    words = statements[number].words
    row["speaker_start"], row["speaker_end"] = words[first].start, words[last - 1].end
    row["speaker"] = text[row["speaker_start"] : row["speaker_end"]]
    speaker = _named(voices[number], frame, (first, last))
    if speaker is not None:
        row["speaker"], row["speaker_kind"] = speaker.name, speaker.kind
    elif words[first].low in PRONOUNS:
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


def _said(text: str, statement: Statement, speech: Speech) -> str:
    """Return the words in quotation marks, or the clause where there are none."""
    inside = [
        text[max(q.start, speech.start) : min(q.end, speech.end)].strip(MARKS)
        for q in statement.quotations
        if speech.kind != "indirect" and q.start < speech.end and speech.start < q.end
    ]
    return " ".join(inside) or text[speech.start : speech.end].strip(MARKS)
