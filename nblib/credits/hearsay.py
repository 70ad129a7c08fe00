"""Reports of nobody: "reportedly", "is said to", "media reports say".

They are credits all the same, so that a statement which rests on nothing better shows.
"""

from collections.abc import Iterator
from typing import Any

from ..lexicons import word_group
from .passives import is_passive
from .speaker import Speaker
from .verbs import NO_VERB
from .words import Word

HEARSAY = {"reportedly", "supposedly", "purportedly", "rumoured", "rumored"}
UNNAMED = "unnamed reports"
TOLD_OF = {"say", "report", "believe", "think", "understand", "allege"}
RUMOURS = {"reports", "rumours", "rumors"}


def find_hearsay(words: list[Word]) -> Iterator[dict[str, Any]]:
    """Find "reportedly", and "is said to" with nobody who says it."""
    for at, word in enumerate(words):
        told = word.verb is not NO_VERB and _said_by_nobody(words, at)
        if told or word.low in HEARSAY:
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
