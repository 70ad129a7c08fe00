"""The same words given to different speakers.

Only words in quotation marks count, and only what two descriptions contradict: two
people, two bodies of one state, a name against somebody unnamed. A fuller description
contradicts nothing.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from ..origins.bodies import describe
from .quoted import Quoted

UNNAMED = ("anonymous",)
NAME = re.compile(r"[A-Z][\w’'-]{2,}")
TIED = re.compile(
    r"(?i:he|she|they|it|we|i)\b|(?i:her|his|their|its|my|our)\b|\w+['’]s\b"
)
INSTITUTIONS = ("ministry", "department", "agency", "office", "bank", "council")


class Sayer(NamedTuple):
    """Whom an article gives words to.

    Attributes
    ----------
    article_id : str
        The article.
    start, end : int
        The mention.
    name, kind : str
        The description and its kind.
    said : str
        What was said.
    """

    article_id: str
    start: int
    end: int
    name: str
    kind: str
    said: str


def contradicting_sayers(
    text: dict[str, str], utterances: Iterable[list[Quoted]]
) -> Iterator[tuple[Sayer, Sayer]]:
    """Yield the speakers of one utterance that cannot be one."""
    for quotes in utterances:
        sayers = [sayer for quote in quotes for sayer in _sayer(text, quote)]
        for one, two in combinations(sayers, 2):
            if one.article_id != two.article_id and _contradict(one, two):
                yield one, two


def _sayer(text: dict[str, str], quote: Quoted) -> Iterator[Sayer]:
    """Yield whom a quote names, unless it is by a tie to somebody named elsewhere."""
    own, start, end = text[quote.article_id], quote.speaker_start, quote.speaker_end
    if quote.speaker is None or quote.speaker_kind is None:
        return
    if start is not None and end is not None and not TIED.match(own, start):
        name = in_full(own, quote.speaker, start)
        place = quote.article_id, start, end
        yield Sayer(*place, name, quote.speaker_kind, quote.said)


def in_full(text: str, name: str, before: int) -> str:
    """Return a description with the institution that it leaves to the reader.

    Examples
    --------
    >>> text = "The Danish Labour Ministry agreed. A ministry official said so."
    >>> in_full(text, "ministry official", 37)
    'Danish Labour Ministry official'
    """
    noun, _, rest = name.partition(" ")
    if noun.casefold() not in INSTITUTIONS:
        return name
    fuller = re.compile(rf"(?:[A-Z][\w’'-]+ )+{noun.capitalize()}\b")
    found = [match[0] for match in fuller.finditer(text, 0, before)]
    return f"{found[-1].removeprefix('The ')} {rest}".strip() if found else name


def _contradict(one: Sayer, two: Sayer) -> bool:
    """Whether two descriptions cannot be of one speaker."""
    kinds = {one.kind, two.kind}
    if set(NAME.findall(one.name)) & set(NAME.findall(two.name)):
        return kinds != {"person"} and _bodies_differ(one, two)
    if kinds == {"person"}:
        return True
    if "person" in kinds:
        return bool(kinds & set(UNNAMED))
    return _bodies_differ(one, two)


def _bodies_differ(one: Sayer, two: Sayer) -> bool:
    if "person" in (one.kind, two.kind):
        return False
    here, there = describe(one.name, one.kind), describe(two.name, two.kind)
    return bool(
        (here.body and there.body and here.body != there.body)
        or (here.state and there.state and here.state != there.state)
    )
