"""Whom each attribution of an article means, in reading order.

Names are resolved as a reader resolves them, from the top down, once for the whole
article; credits and quotes both read the result, so that they never disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .frames import Frame
from .names import core_of, role_of, state_names, states_by_name
from .outlets import OutletIndex, outlet_index
from .phrases import phrase_after, speaking_nouns
from .reading import Statement
from .speaker import Speaker
from .speakers import Cast
from .words import Word


@dataclass(slots=True)
class Voice:
    """A speaker at a place.

    Attributes
    ----------
    frame : Frame
        The attribution.
    first, last : int
        Words of the mention in its statement.
    speaker : Speaker or None
        Whom it means; None where that stays open.
    quoted : bool
        Whether the frame's own subject cites them ("…, citing two aides").
    """

    frame: Frame
    first: int
    last: int
    speaker: Speaker | None
    quoted: bool = False


def find_voices(
    text: str, statements: Sequence[Statement], index: OutletIndex | None = None
) -> list[list[Voice]]:
    """Return the voices of each statement.

    Parameters
    ----------
    text : str
        The article's text.
    statements : sequence of Statement
        From `read_article`.
    index : OutletIndex, optional
        News organisations; those of the lexicon by default.

    Examples
    --------
    >>> from nblib.credits.reading import read_article
    >>> text = "Iva Orlo and two aides said so. She added that it rained."
    >>> voices = find_voices(text, read_article(text, [(0, 31), (32, 57)]))
    >>> [[voice.speaker.name for voice in held] for held in voices]
    [['Iva Orlo', 'aides'], ['Iva Orlo']]
    """
    cast = Cast(text, index or outlet_index(), statements)
    found = []
    for number, statement in enumerate(statements):
        held: list[Voice] = []
        for frame in statement.frames:
            if frame.shape != "label" or _is_person(statement.words, frame, cast):
                held += _of_frame(statement.words, frame, cast, number)
        found.append(held)
    return found


def _of_frame(words: list[Word], frame: Frame, cast: Cast, number: int) -> list[Voice]:
    held: list[Voice] = []
    if frame.who is not None:
        for first, last in _split(words, *frame.who):
            told = words[first : _apposition(words, last)]
            speaker = cast.resolve(told, number, words[:first])
            place = first, _core_end(words, first, last)
            place = _named_behind(words, place, first + len(told), speaker) or place
            held.append(Voice(frame, *place, speaker))
    for first, last in _split(words, *(_cited(words, frame) or (0, 0))):
        if last > first:
            speaker = cast.resolve(words[first:last], number, words[:first])
            held.append(Voice(frame, first, last, speaker, True))
    return held


def _named_behind(
    words: list[Word], place: tuple[int, int], end: int, speaker: Speaker | None
) -> tuple[int, int] | None:
    """Return the name that explains a description: "the minister, Iva Orlo, …"."""
    if speaker is None or speaker.kind != "person" or end <= place[1]:
        return None
    name = speaker.name.split()
    for at in range(place[1], end - len(name) + 1):
        if [word.text for word in words[at : at + len(name)]] == name:
            return at, at + len(name)
    return None


def _core_end(words: list[Word], first: int, last: int) -> int:
    """Where the speaker ends of whom "quoted by …" tells more."""
    for at in range(first + 1, last):
        if words[at].tag == "V" and words[at].verb.form == "past":
            return at
    return last


def _apposition(words: list[Word], last: int) -> int:
    """Where what explains a speaker between commas or brackets ends."""
    if last >= len(words) or words[last].tag not in ",(":
        return last
    end = last + 1
    while end < len(words) and words[end].tag in "DKWGPBNL" and end - last < 12:
        end += 1
    closed = end < len(words) and words[end].tag in ",.)-"
    return end if closed and words[last + 1].tag in "DKW" else last


def _is_person(words: list[Word], frame: Frame, cast: Cast) -> bool:
    """Whether a label before a colon names somebody whom the article knows."""
    last = words[frame.speaker[1] - 1] if frame.speaker else None
    return last is not None and (
        last.text in cast.people or role_of([last]) is not None
    )


def _split(words: list[Word], first: int, last: int) -> list[tuple[int, int]]:
    """Parts of "X and Y" where each is a speaker on its own."""
    for at in range(first + 1, last - 1):
        if words[at].low != "and":
            continue
        left, right = words[first:at], words[at + 1 : last]
        if _whole(left) and (right[0].tag == "D" or _whole(right)):
            return [(first, at), *_split(words, at + 1, last)]
    return [(first, last)]


def _whole(words: list[Word]) -> bool:
    """Whether the words are a speaker without more: no bare adjective of origin."""
    core = core_of(words)
    if not core or any(word.tag == "," for word in words):
        return False
    last = core[-1].low
    if last in state_names() and last not in states_by_name():
        return False
    return role_of(core) is not None or core[-1].tag == "K"


def _cited(words: list[Word], frame: Frame) -> tuple[int, int] | None:
    """Whom a frame's subject cites: "citing two aides", "quoting the minister"."""
    verb = words[frame.cue].verb
    if verb.lemma not in ("cite", "quote") or frame.right is None:
        return None
    end = phrase_after(words, frame.right)
    core = core_of(words[frame.right : end])
    role = role_of(core)
    nouns = speaking_nouns()
    speaking = role is not None and nouns.get(core[role[1] - 1].low) != "document"
    return (frame.right, end) if end > frame.right and speaking else None
