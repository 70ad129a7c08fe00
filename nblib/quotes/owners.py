"""Who speaks in a quotation that has no frame of its own."""

from ..credits.participles import first_subject, name_before
from ..credits.reading import Statement

NEAR = 4  # statements back to look for who speaks
Owner = tuple[int, tuple[int, int]]


def owner(statements: list[Statement], number: int) -> Owner | None:
    """Return who speaks in a quotation without a frame: statement and word range.

    The nearest frame before it names its speaker; before a colon without a verb of
    speech, the nearest name does.
    """
    return (
        _announcer(statements, number)
        or _beside(statements, number)
        or _before(statements, number)
        or _behind(statements, number)
    )


def _announcer(statements: list[Statement], number: int) -> Owner | None:
    """Whoever a colon before the quotation leads back to."""
    for back in (number, number - 1) if number else (number,):
        words = statements[back].words
        colon = next((i for i, word in enumerate(words) if word.tag == ":"), None)
        if colon is not None:
            subject = first_subject(words, colon) or name_before(words, colon)
            if subject is not None:
                return back, subject
    return None


def _beside(statements: list[Statement], number: int) -> Owner | None:
    """Whoever is named right behind the quotation, as in headlines."""
    words = statements[number].words
    marks = [at for at, word in enumerate(words) if word.tag == "Q"]
    first = marks[-1] + 1 if marks else len(words)
    while first < len(words) and words[first].tag in ",:-":
        first += 1
    end = first
    while end < len(words) and words[end].tag in "KG":
        end += 1
    return (number, (first, end)) if end > first else None


def _before(statements: list[Statement], number: int) -> Owner | None:
    """Whoever spoke last, or else whom the sentence before is about."""
    places = range(number - 1, max(-1, number - NEAR), -1)
    for back in places:
        named = [frame for frame in statements[back].frames if frame.speaker]
        outer = [frame for frame in named if frame.breaks or frame is named[0]]
        if outer and outer[-1].speaker is not None:
            return back, outer[-1].speaker
    for back in places:
        words = statements[back].words
        subject = first_subject(words, len(words))
        if subject is not None:
            return back, subject
    return None


def _behind(statements: list[Statement], number: int) -> Owner | None:
    """Whoever speaks next: a text can open with a quotation."""
    for ahead in range(number + 1, min(number + NEAR, len(statements))):
        for frame in statements[ahead].frames:
            if frame.speaker:
                return ahead, frame.speaker
    return None
