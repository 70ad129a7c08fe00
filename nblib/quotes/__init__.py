"""Who said what: direct, mixed and indirect speech, one id for one utterance.

Speech is found from attribution frames (`nblib.credits`), so that what counts as a
speaker there and here is one decision. Spans are of the words said, with their
quotation marks; the speaker's span is the mention nearest to them.
"""

from typing import Any

import pandas as pd

from ..credits.reading import read_article
from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences
from .speech import Speech, find_speech


def find_quotes(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    reuse: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find direct, mixed and indirect speech."""
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    by = {
        k: list(zip(g["start"].astype(int), g["end"].astype(int)))
        for k, g in sentences.groupby("article_id")
    }
    rows: list[dict[str, Any]] = []
    for article in articles.to_dict("records"):
        text = article["text"]
        st = read_article(text, by.get(article["article_id"], []))
        for sp in find_speech(text, st):
            row = {
                "article_id": article["article_id"],
                "start": sp.start,
                "end": sp.end,
                "kind": sp.kind,
            }
            if sp.frame:
                w = st[sp.statement].words
                row["cue"] = w[sp.frame.cue].low
                if sp.frame.speaker:
                    a, b = sp.frame.speaker
                    row["speaker_start"], row["speaker_end"] = w[a].start, w[b - 1].end
                    row["speaker"] = text[w[a].start : w[b - 1].end]
            rows.append(row)
    return make_table("quotes", rows)
