"""Words in quotation marks, utterance by utterance.

Nobody vouches for the words of indirect speech, so only what stands in quotation
marks is compared: who is said to have said it, and in which words.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from ..vectors import number_blocks

QUOTED = ("direct", "mixed")


class Quoted(NamedTuple):
    """A stretch of quoted speech, a row of the quotes table.

    Attributes
    ----------
    utterance_id : str
        The utterance.
    block : int
        Number of the component.
    article_id : str
        The article.
    start, end : int
        Where it stands.
    said : str
        The words.
    speaker, speaker_kind : str or None
        Who says it.
    speaker_start, speaker_end : int or None
        Where the text names the speaker.
    """

    utterance_id: str
    block: int
    article_id: str
    start: int
    end: int
    said: str
    speaker: str | None
    speaker_kind: str | None
    speaker_start: int | None
    speaker_end: int | None


def shared_utterances(
    quotes: pd.DataFrame, components: pd.DataFrame | None
) -> Iterator[tuple[str, list[Quoted]]]:
    """Yield what two articles or more of a component quote, in the order of ids."""
    quoted = quotes[quotes["kind"].isin(QUOTED)]
    blocks = number_blocks(quoted["article_id"], components)
    held = quoted.assign(block=blocks)[list(Quoted._fields)]
    known = held.astype(object).where(held.notna(), None)
    rows = sorted(
        map(Quoted._make, known.itertuples(index=False)), key=lambda row: row[:5]
    )
    for (utterance, _), group in groupby(rows, key=lambda row: row[:2]):
        told = list(group)
        if told[0].article_id != told[-1].article_id:
            yield utterance, told
