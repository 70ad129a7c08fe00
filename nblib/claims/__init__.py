"""What several articles tell, who stands behind it, and where they differ.

A claim is a group of sentences of two articles or more that say one thing: they are
joined by a passage, or near each other in wording. Figures that differ are shown
side by side and never averaged.
"""

import hashlib
from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from ..origins import Provenance, count_origins, trace_origins
from ..passages import align_passages
from ..quotes import find_quotes
from ..reuse import find_reuse
from ..stories import find_stories
from ..tables import check_table, make_table, sort_table
from ..timexes import find_timexes
from ..vectors import (
    Vectors,
    fit_vectors,
    number_blocks,
    read_article_tokens,
)
from ..zones import find_zones, split_sentences
from .cut import cut_sentences, fit_likeness
from .disagreements import Pile, find_disagreements
from .groups import Sentence, group_sentences
from .hygiene import measure_hygiene
from .quoted import shared_utterances
from .related import relate
from .wordings import list_wordings

__all__ = ["Claims", "find_claims", "list_wordings", "measure_hygiene"]

ON_RECORD = ("person", "office", "organisation", "document", "state")
RECORDS = ("on record", "anonymous", "unattributed")  # the best one of a claim counts
Groups = list[tuple[str, list[Sentence]]]  # claims with their ids
Voices = dict[tuple[str, int], list[tuple[str, str]]]


class Claims(NamedTuple):
    """Statements told by two articles or more.

    Attributes
    ----------
    claims : DataFrame
        One row per claim: the sentence that tells it best, counts, attribution.
    mentions : DataFrame
        `claim_id, article_id, start, end`: every sentence that tells it, with its own
        `attribution` and whose `voice` it gives.
    disagreements : DataFrame
        One row per differing wording.
    """

    claims: pd.DataFrame
    mentions: pd.DataFrame
    disagreements: pd.DataFrame


def find_claims(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    timexes: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    wordings: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    stories: pd.DataFrame | None = None,
    origins: Provenance | None = None,
    vectors: Vectors | None = None,
    components: pd.DataFrame | None = None,
) -> Claims:
    """Find what two articles or more tell, with its counts and differences.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences, timexes, quotes, wordings, passages, stories : DataFrame, optional
        Tables of those names; made when left out.
    origins : Provenance, optional
        Made when left out.
    vectors : Vectors, optional
        The document-term matrix, made when left out.
    components : DataFrame, optional
        The components table. Articles of different components are not compared, and
        what is rare is rare in its component, so that the rows of a component do not
        depend on what else is in the call. All articles are one when left out.

    Returns
    -------
    Claims
        `claims` has the claims with most origins first, then most articles.
        `attribution` is on record, anonymous, or unattributed.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "The ferry stays until Monday, the Danish Transport Ministry said."
    >>> pile = make_articles([{"id": "a", "text": text}, {"id": "b", "text": text}])
    >>> find_claims(pile).claims[["n_articles", "n_origins"]].to_numpy().tolist()
    [[2, 1]]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else zones
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    stories = find_stories(articles, zones=zones) if stories is None else stories
    text = {"zones": zones, "sentences": sentences}
    reuse = None
    if passages is None:
        reuse = find_reuse(articles, **text)
        passages = align_passages(articles, reuse[["a", "b"]], **text)
    text |= {"passages": passages, "components": components}
    if origins is None:
        origins = trace_origins(articles, reuse=reuse, **text)
    timexes = find_timexes(articles, zones=zones) if timexes is None else timexes
    quotes = find_quotes(articles, **text) if quotes is None else quotes
    if wordings is None:
        wordings = list_wordings(
            articles, quotes=quotes, origins=origins, components=components
        )
    tokens = read_article_tokens(articles, zones=zones)
    if vectors is None:
        vectors = fit_vectors(articles, components=components, tokens=tokens)
    cut = cut_sentences(articles, sentences, components, zones=zones, tokens=tokens)
    groups = [(_mint(g), g) for g in group_sentences(cut, stories, passages)]
    mentions = _mentions(groups, _voices(origins.statements))
    counted = count_origins(articles, mentions, origins=origins)
    pile = Pile(
        *(articles, timexes, wordings, _within(passages, components), cut),
        list(shared_utterances(quotes, components)),
        origins,
        relate(vectors, stories, components),
        fit_likeness(cut),
    )
    disagreements = find_disagreements(pile, mentions)
    return Claims(_claims(groups, counted, mentions), mentions, disagreements)


def _within(passages: pd.DataFrame, components: pd.DataFrame | None) -> pd.DataFrame:
    """Return the passages between articles of one component."""
    one, two = (number_blocks(passages[side], components) for side in ("a", "b"))
    return passages[one == two]


def _mentions(groups: Groups, voices: Voices) -> pd.DataFrame:
    rows = make_table(
        "claim_mentions",
        [
            {
                "claim_id": claim_id,
                "article_id": sentence.article_id,
                "start": sentence.start,
                "end": sentence.end,
                **_attribution(voices[sentence.article_id, sentence.start]),
            }
            for claim_id, group in groups
            for sentence in group
        ],
    )
    return sort_table(rows, "claim_mentions")


def _mint(group: list[Sentence]) -> str:
    """Mint an id from the claim's central sentence, which stands first."""
    told = f"{group[0].article_id} {' '.join(group[0].text.split())}"
    return "c" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:10]


def _claims(
    groups: Groups, counts: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    counted = {row["claim_id"]: row for row in counts.to_dict("records")}
    records: dict[str, set[str]] = defaultdict(set)
    columns = (mentions[name].tolist() for name in ("claim_id", "attribution"))
    for claim_id, attribution in zip(*columns, strict=True):
        records[claim_id].add(attribution)
    rows = []
    for claim_id, group in groups:
        central = group[0]
        rows.append(
            {
                "story_id": central.story_id,
                "article_id": central.article_id,
                "start": central.start,
                "end": central.end,
                "text": " ".join(central.text.split()),
                "attribution": next(r for r in RECORDS if r in records[claim_id]),
                **counted[claim_id],
            }
        )
    return sort_table(make_table("claims", rows), "claims")


def _voices(statements: pd.DataFrame) -> Voices:
    """Return who speaks in each sentence, and of what kind they are."""
    found: Voices = defaultdict(list)
    known = statements[statements["voice_kind"].notna()]
    columns = ("article_id", "start", "voice_kind", "voice")
    for key, start, *voice in zip(*(known[c].tolist() for c in columns), strict=True):
        found[key, start].append((voice[0], voice[1]))
    return found


def _attribution(voices: list[tuple[str, str]]) -> dict[str, str | None]:
    """Say on what record a sentence stands: its best attribution decides."""
    if not voices:
        return {"attribution": "unattributed", "voice": None}
    for kind, name in sorted(voices):
        if kind in ON_RECORD:
            return {"attribution": "on record", "voice": name}
    return {"attribution": "anonymous", "voice": min(name for _, name in voices)}
