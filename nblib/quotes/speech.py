"""Speech in an article: spans of what is said, each with the frame that says it.

Direct speech is a quotation that stands as its own clause beside a frame; the parts of
one quotation around its frame, and the quotations that follow it in the paragraph
without a frame of their own, are one utterance. A quotation inside a reported clause
makes it mixed, a reported clause without one is indirect. A quotation that no frame
reaches is speech when it is a sentence of its own, and scare quotes otherwise.
"""

from dataclasses import dataclass

from ..credits.frames import Frame
from ..credits.reading import Statement
from ..credits.words import Word

LONG_ENOUGH = 4  # words in a quotation that no frame reaches, to be speech
QUOTED_SHARE = 1 / 3  # below it the quoted words of a clause get a row of their own


@dataclass(slots=True)
class Speech:
    """One stretch of speech.

    Attributes
    ----------
    start, end : int
        What is said, quotation marks included.
    kind : str
        direct, mixed or indirect.
    statement : int
        Number of the statement that holds the frame.
    frame : Frame or None
        The frame; None where the speech has none of its own.
    """

    start: int
    end: int
    kind: str
    statement: int
    frame: Frame | None = None


def cut_speech(text: str, statements: list[Statement]) -> list[Speech]:
    """Return the speech of an article, in order of its start.

    Parameters
    ----------
    text : str
        The article's text.
    statements : list of Statement
        From `read_article`.
    """
    found: list[Speech] = []
    for number, statement in enumerate(statements):
        own = _framed(text, statement, number) if statement.frames else []
        own += _unframed(text, statements, number, own)
        own += _phrases(statement, number, own)
        found += own
    found = _join(text, statements, found)
    return sorted(found, key=lambda speech: (speech.start, speech.end))


# --- speech with a frame -----------------------------------------------------


def _framed(text: str, statement: Statement, number: int) -> list[Speech]:
    found: list[Speech] = []
    words, frames = statement.words, statement.frames
    edge = 0
    for at, frame in enumerate(frames):
        if frame.shape == "chain":
            continue
        span = _content(words, frames, at, edge)
        if span is not None:
            found.append(_speech(text, statement, number, frame, span))
        if frame.breaks and (frame.left or frame.shape == "participle"):
            edge = max(edge, frame.end)
    return [speech for speech in found if speech.end > speech.start]


def _content(
    words: list[Word], frames: list[Frame], at: int, edge: int
) -> tuple[int, int] | None:
    """Range of the words that the frame reports."""
    frame = frames[at]
    stop = _stop(words, frames, at)
    left = _left(words, frame, edge) if frame.left else None
    right = (
        (frame.right, stop) if frame.right is not None and frame.right < stop else None
    )
    if left is None or left >= frame.start:
        return right
    if right is None:
        return left, frame.start
    return left, right[1]


def _stop(words: list[Word], frames: list[Frame], at: int) -> int:
    end = len(words)
    for later in frames[at + 1 :]:
        if later.breaks and later.start > frames[at].cue:
            end = later.start
            if later.left and later.shape != "participle":
                cut = _left(words, later, frames[at].end)
                end = end if cut is None or cut <= frames[at].end else cut
            break
    while end > 0 and words[end - 1].tag in ",;.LS-" and end == len(words):
        end -= 1
    while end > 0 and words[end - 1].tag in ",;-":
        end -= 1
    return end


def _left(words: list[Word], frame: Frame, edge: int) -> int | None:
    """Where the words before a frame that it reports begin."""
    last = frame.start - 1
    while last >= edge and words[last].tag in ",-":
        last -= 1
    if last < edge:
        return None
    if words[last].tag == "Q":
        lead = words[edge:last]
        if all(word.tag in "LBQ,.:SD" for word in lead if word.low not in ("that",)):
            return last
    start = edge
    while start < last and words[start].tag in ",;.-L":
        start += 1
    return start


def _speech(
    text: str,
    statement: Statement,
    number: int,
    frame: Frame,
    span: tuple[int, int],
) -> Speech:
    words = statement.words[span[0] : span[1]]
    start, end = words[0].start, words[-1].end
    quoted = sum(word.end - word.start for word in words if word.tag == "Q")
    kind = "mixed" if quoted else "indirect"
    if words[0].tag == "Q" and _is_direct(text, statement, frame, span):
        kind = "direct"
    return Speech(start, end, kind, number, frame)


def _is_direct(
    text: str, statement: Statement, frame: Frame, span: tuple[int, int]
) -> bool:
    first = statement.words[span[0]]
    if span[0] < frame.start:
        said = statement.words[span[0] : frame.start]
        return all(word.tag in "Q,.-L?!" for word in said)
    before = statement.words[span[0] - 1] if span[0] else None
    opening = next((c for c in first.text if c.isalnum()), "a")
    return bool(before and before.tag in ",:") or opening.isupper() or opening.isdigit()


def _phrases(statement: Statement, number: int, own: list[Speech]) -> list[Speech]:
    """Quoted words of a reported clause that is mostly not quoted."""
    found = []
    for word in (statement.words[at] for at in _quoted(statement)):
        around = [s for s in own if s.start <= word.start and word.end <= s.end]
        said = len(word.text.strip("\"'“”‘’«»„`"))
        shares = [said / (s.end - s.start) for s in around]
        direct = any(s.kind == "direct" for s in around)
        if around and not direct and max(shares) < QUOTED_SHARE:
            frame = around[shares.index(max(shares))].frame
            found.append(Speech(word.start, word.end, "mixed", number, frame))
    return found


# --- speech without one ------------------------------------------------------


def _unframed(
    text: str, statements: list[Statement], number: int, own: list[Speech]
) -> list[Speech]:
    found = []
    statement = statements[number]
    for at in _quoted(statement):
        word = statement.words[at]
        if any(s.start <= word.start and word.end <= s.end for s in own):
            continue
        alone = _stands_alone(statement, word) or _follows(statements, number, at)
        if alone or _announced(statements, number, at):
            found.append(Speech(word.start, word.end, "direct", number))
    return found


def _quoted(statement: Statement) -> list[int]:
    """Return which words are quotations."""
    if not statement.quotations:
        return []
    return [at for at, word in enumerate(statement.words) if word.tag == "Q"]


def _stands_alone(statement: Statement, word: Word) -> bool:
    inside = word.text.strip("\"'“”‘’«»„`")
    if len(inside.split()) < LONG_ENOUGH:
        return False
    whole = word.start == statement.start and word.end >= statement.end - 1
    begins = inside[:1].isupper() or inside[:1].isdigit()
    return whole or (begins and inside.rstrip("\"'”’")[-1:] in ".,!?…;-—")


def _follows(statements: list[Statement], number: int, at: int) -> bool:
    """Whether a sentence, however short, goes on with speech that has a frame."""
    statement, last = statements[number], statements[max(0, number - 1)]
    word = statement.words[at]
    whole = word.start == statement.start and word.end >= statement.end - 1
    ends = word.text.rstrip("\"'“”‘’«»„`")[-1:] in (".", "!", "?", "…")
    spoken = last.paragraph == statement.paragraph and bool(_quoted(last))
    return whole and ends and spoken and last is not statement and bool(last.frames)


def _announced(statements: list[Statement], number: int, at: int) -> bool:
    """Whether a colon stands right before the quotation."""
    words = statements[number].words
    if at:
        return words[at - 1].tag == ":"
    return bool(number) and statements[number - 1].words[-1].tag == ":"


# --- one utterance in several parts ------------------------------------------


def _join(text: str, statements: list[Statement], found: list[Speech]) -> list[Speech]:
    """Join direct speech that goes on in the paragraph without a frame of its own."""
    joined: list[Speech] = []
    last: Speech | None = None
    for speech in sorted(found, key=lambda speech: (speech.start, speech.end)):
        if last is not None and _goes_on(statements, last, speech):
            last.end = max(last.end, speech.end)
            if last.frame is None and speech.frame is not None:
                last.frame, last.statement = speech.frame, speech.statement
            continue
        joined.append(speech)
        if speech.kind == "direct":
            last = speech
        elif speech.kind == "mixed" and last and speech.statement > last.statement:
            last = None  # somebody else may speak in between
    return joined


def _goes_on(statements: list[Statement], last: Speech, speech: Speech) -> bool:
    one, two = statements[last.statement], statements[speech.statement]
    if (
        last.kind != "direct"
        or speech.kind != "direct"
        or one.paragraph != two.paragraph
    ):
        return False
    if speech.frame is None:
        follows = last.frame is not None and speech.statement == last.statement
        return follows or (
            speech.start == two.start and speech.statement > last.statement
        )
    return last.frame is None and last.end == one.end and speech.start == two.start
