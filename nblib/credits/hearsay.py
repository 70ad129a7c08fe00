"""Reports of nobody: "reportedly", "is said to", "media reports say".

They are credits all the same, so that a statement which rests on nothing better shows.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..lexicons import word_group
from .passives import is_passive
from .speaker import Speaker
from .verbs import verb_forms
from .words import Word

HEARSAY = {"reportedly", "supposedly", "purportedly", "rumoured", "rumored"}
UNNAMED = "unnamed reports"
TOLD_OF = {"say", "report", "believe", "think", "understand", "allege"}
RUMOURS = {"reports", "rumours", "rumors"}


def find_hearsay(words: list[Word]) -> Iterator[dict[str, Any]]:
    """Find "reportedly", and "is said to" with nobody who says it."""
    telling = _telling_words()
    for at in [at for at, word in enumerate(words) if word.low in telling]:
        word = words[at]
        if word.low in HEARSAY or _said_by_nobody(words, at):
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


@cache
def _telling_words() -> frozenset[str]:
    told = (
        form
        for form, verb in verb_forms().items()
        if verb.lemma in TOLD_OF and verb.form == "past"
    )
    return frozenset(told) | HEARSAY


def _said_by_nobody(words: list[Word], at: int) -> bool:
    told = words[at].verb.lemma in TOLD_OF and words[at].verb.form == "past"
    after = words[at + 1].low if at + 1 < len(words) else ""
    return told and after == "to" and is_passive(words, at)


def is_vague(speaker: Speaker) -> bool:
    """Whether reports and rumours speak, and nobody's."""
    own = speaker.name.casefold().split()
    return (
        speaker.kind == "document"
        and own[-1] in RUMOURS
        and (word_group("vague") >= set(own))
    )
