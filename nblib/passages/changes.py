"""What a copyist changed, word by word, and which changes alter what is said.

A changed verb is style. A changed word inside quotation marks puts words into
somebody's mouth, and a changed name, figure or date is another fact: these are
marked.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .words import FUNCTION, Token, in_order, read_tokens

VERBATIM, EDITED = 0.95, 0.6  # share of both sides' words that are the same, in order
LONG = 6  # words; a longer stretch is another wording, not a changed word
DATES = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|"
    r"june|july|august|september|october|november|december|today|yesterday|tomorrow)$"
)
FIGURE = re.compile(
    r"\d|^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|"
    r"twelve|dozens?|hundreds?|thousands?|millions?|billions?)$"
)


class Change(NamedTuple):
    """A stretch of words that differs.

    Attributes
    ----------
    a_start, a_end, b_start, b_end : int
        Where it stands in each text; `start` equals `end` where nothing stands.
    kind : str
        replaced, removed (not in b) or added (not in a).
    warning : str or None
        quote, name, figure or date where the change alters what is said.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    kind: str
    warning: str | None


def changed_words(text_a: str, text_b: str) -> list[Change]:
    """Return what differs between two wordings of one passage.

    Parameters
    ----------
    text_a, text_b : str
        The two wordings.

    Returns
    -------
    list of Change
        In the order of the texts. Spellings of one word (*Türkiye*, *Turkey*;
        *-ise*, *-ize*), case and punctuation are no change.

    Examples
    --------
    >>> a, b = "It is a red line, Mira Okoro said.", "It is a crimson line, she said."
    >>> [(a[c.a_start:c.a_end], b[c.b_start:c.b_end]) for c in changed_words(a, b)]
    [('red', 'crimson'), ('Mira Okoro', 'she')]
    """
    one, two = read_tokens(text_a), read_tokens(text_b)
    return list_changes(one, two, same_words(one, two))


def list_changes(
    one: Sequence[Token], two: Sequence[Token], same: list[tuple[int, int]]
) -> list[Change]:
    """Return what differs between two lists of words, given what is the same."""
    steps = zip([(-1, -1), *same], [*same, (len(one), len(two))], strict=True)
    return [
        _change(one, two, (i + 1, k), (j + 1, m))
        for (i, j), (k, m) in steps
        if k - i > 1 or m - j > 1
    ]


def same_words(one: Sequence[Token], two: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the places of the words that both hold in one order."""
    exact = [[token.folded for token in side] for side in (one, two)]
    weights = [1.0 if token.content else FUNCTION for token in one]
    return in_order(exact[0], exact[1], weights)


def name_kind(same: int, one: int, two: int) -> str:
    """Return verbatim, edited or reworded.

    Parameters
    ----------
    same : int
        Words that both wordings hold in one order.
    one, two : int
        Words of either.

    Examples
    --------
    >>> [name_kind(same, 10, 10) for same in (10, 8, 2)]
    ['verbatim', 'edited', 'reworded']
    """
    share = 2 * same / max(1, one + two)
    if share >= VERBATIM:
        return "verbatim"
    return "edited" if share >= EDITED else "reworded"


def _change(
    one: Sequence[Token],
    two: Sequence[Token],
    here: tuple[int, int],
    there: tuple[int, int],
) -> Change:
    gone, new = one[slice(*here)], two[slice(*there)]
    kind = "replaced" if gone and new else "removed" if gone else "added"
    warning = name_warning(gone, new) if kind == "replaced" else None
    return Change(*_place(one, here), *_place(two, there), kind, warning)


def _place(tokens: Sequence[Token], cut: tuple[int, int]) -> tuple[int, int]:
    begin, end = cut
    if begin < end:
        return tokens[begin].start, tokens[end - 1].end
    here = tokens[begin - 1].end if begin else tokens[0].start if tokens else 0
    return here, here


def name_warning(gone: Sequence[Token], new: Sequence[Token]) -> str | None:
    """Say what a replacement touches; a long stretch is judged as other wording."""
    if max(len(gone), len(new)) > LONG:
        return None
    both = [*gone, *new]
    if all(any(token.quoted for token in side) for side in (gone, new)):
        return "quote"
    told = {_tells(token.folded) for token in both}
    if told - {None}:
        return "date" if "date" in told else "figure"
    if all(any(token.detail for token in side) for side in (gone, new)):
        return "name"
    return None


@lru_cache(maxsize=2**16)
def _tells(folded: str) -> str | None:
    """Return date, figure, or None for any other word."""
    if DATES.search(folded):
        return "date"
    return "figure" if FIGURE.search(folded) else None
