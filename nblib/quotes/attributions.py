"""Credits and speech of a pile from one reading of each article.

Reading (words, frames, whom each one means) is most of what either costs. The tables
are those of `find_credits` and `find_speech`, row by row.
"""

from typing import Any

import pandas as pd

from ..credits import credit_lines, read_index
from ..credits.hearing import Heard, hear_articles
from ..credits.rows import credit_rows
from ..credits.voices import find_voices
from ..tables import check_table, make_table
from ..zones import find_zones
from .reading import speech_rows


def find_attributions(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the credits and the speech of each article.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.
    outlets : DataFrame, optional
        The pile's own outlets; credits look for them too.

    Returns
    -------
    tuple of DataFrame
        The credits table and the speech table.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Iva Orlo told Reuters that the dam was “safe for now”."
    >>> credits, speech = find_attributions(make_articles([{"id": "a", "text": text}]))
    >>> credits["name"].tolist(), speech["speaker"].unique().tolist()
    (['Iva Orlo', 'Reuters'], ['Iva Orlo'])
    """
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    index, lines = read_index(outlets), credit_lines(zones)
    own = frozenset() if outlets is None else frozenset(outlets["name"])
    credits: list[dict[str, Any]] = []
    speech: list[dict[str, Any]] = []
    for key, text, heard in hear_articles(articles, zones, sentences, index):
        credits += credit_rows(key, text, heard, lines.get(key, []), index)
        if heard is not None:
            speech += speech_rows(key, text, _by_lexicon(text, heard, own))
    return make_table("credits", credits), make_table("speech", speech)


def _by_lexicon(text: str, heard: Heard, own: frozenset[str]) -> Heard:
    """Return what is heard with the newsrooms that the lexicon names, and no others.

    That is the same where none of the pile's own speaks.
    """
    speakers = (voice.speaker for held in heard.voices for voice in held)
    if not any(speaker and speaker.name in own for speaker in speakers):
        return heard
    return heard._replace(voices=find_voices(text, heard.statements))
