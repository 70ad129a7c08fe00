"""Who said what: direct, mixed and indirect speech, one id for one utterance.

Speech is found from attribution frames (`nblib.credits`), so that what counts as a
speaker there and here is one decision. Spans are of the words said, with their
quotation marks; the speaker's span is the mention nearest to them. Speech whose speaker
the text leaves open has none here.
"""

from typing import Any

import pandas as pd

from ..credits.hearing import hear_articles
from ..passages import align_passages
from ..reuse import find_reuse
from ..tables import TABLES, check_table, make_table, sort_table
from ..zones import find_zones, split_sentences
from .attributions import find_attributions
from .reading import speech_rows
from .twins import Saying
from .utterances import utterance_ids

__all__ = ["find_attributions", "find_quotes", "find_speech", "join_utterances"]


def find_quotes(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    reuse: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    components: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find direct, mixed and indirect speech, and who says it.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Articles in a language known not to be English give no
        rows.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.
    reuse : DataFrame, optional
        Pairs of derived articles; taken for the sake of the line, passages tell more.
    passages : DataFrame, optional
        Aligned passages, which help to join renderings of one utterance.
    components : DataFrame, optional
        Parts of the pile whose speech is not compared; see `join_utterances`.

    Returns
    -------
    DataFrame
        `article_id, start, end` (the words said, marks included), `kind` (direct,
        mixed, indirect), `speaker` (full name or description), `speaker_start,
        speaker_end` (their mention), `cue`, `utterance_id` (one for all renderings of
        one utterance), `speaker_kind` (person, office, anonymous, …) and `said` (the
        words in quotation marks; the clause where there are none).

    References
    ----------
    Newell, Margolin and Ruths (2018), An attribution relations corpus for political
    news: the notion of speaker, cue and content. Pareti (2015), Attribution: a
    computational approach.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = '"It will hold," Iva Orlo said. She added that the dam was new.'
    >>> found = find_quotes(make_articles([{"id": "a", "text": text}]))
    >>> list(zip(found["kind"], found["speaker"], found["cue"]))
    [('direct', 'Iva Orlo', 'said'), ('indirect', 'Iva Orlo', 'added')]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    if passages is None and len(articles) > 1:
        passages = _aligned(articles, zones, sentences, reuse)
    speech = find_speech(articles, zones=zones, sentences=sentences)
    return join_utterances(articles, speech, passages=passages, components=components)


def find_speech(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the speech of each article, for itself alone.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.

    Returns
    -------
    DataFrame
        The quotes table but for `utterance_id`, with `said` (the words in quotation
        marks, or the clause where there are none) and `sentence_start, sentence_end`
        (the sentence around them). An article's rows depend on that article alone.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "The dam was “safe for now”, Iva Orlo said."
    >>> found = find_speech(make_articles([{"id": "a", "text": text}]))
    >>> found["said"].tolist()
    ['safe for now']
    """
    rows: list[dict[str, Any]] = []
    for key, text, heard in hear_articles(articles, zones, sentences):
        rows += speech_rows(key, text, heard) if heard else ()
    return make_table("speech", rows)


def join_utterances(
    articles: pd.DataFrame,
    speech: pd.DataFrame,
    *,
    passages: pd.DataFrame | None = None,
    components: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Give the renderings of one utterance in a pile one id.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    speech : DataFrame
        What `find_speech` returns, of all the articles.
    passages : DataFrame, optional
        Aligned passages; speech in aligned sentences is compared as twins.
    components : DataFrame, optional
        Parts of the pile that share nothing. The rows of a component are those of a
        pile of its articles alone. By default all articles are one.

    Returns
    -------
    DataFrame
        The quotes table.

    Examples
    --------
    >>> from nblib import make_articles
    >>> said = "“The old dam will hold,” Iva Orlo said{}."
    >>> texts = [said.format(""), said.format(" on Friday")]
    >>> pile = make_articles({"id": str(n), "text": t} for n, t in enumerate(texts))
    >>> join_utterances(pile, find_speech(pile))["utterance_id"].nunique()
    1
    """
    sayings = _sayings(articles, check_table(speech, "speech"))
    joined = speech.assign(utterance_id=utterance_ids(sayings, passages, components))
    joined = joined[list(TABLES["quotes"])].astype(
        {"utterance_id": TABLES["quotes"]["utterance_id"]}
    )
    return sort_table(joined, "quotes")


def _sayings(articles: pd.DataFrame, speech: pd.DataFrame) -> list[Saying]:
    """Return the rows of speech, each with the sentence around it."""
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    held = speech.assign(
        speaker=speech["speaker"].fillna(""),
        speaker_kind=speech["speaker_kind"].fillna(""),
        quoted=speech["kind"] != "indirect",
    )
    columns = ("article_id", "said", "sentence_start", "sentence_end", "start", "end")
    more = ("speaker", "speaker_kind", "quoted")
    rows = zip(*(held[name].tolist() for name in columns + more), strict=True)
    return [
        Saying(article_id, said, text[article_id][first:last], (start, end), *rest)
        for article_id, said, first, last, start, end, *rest in rows
    ]


def _aligned(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    sentences: pd.DataFrame,
    reuse: pd.DataFrame | None,
) -> pd.DataFrame:
    if reuse is None:
        reuse = find_reuse(articles, zones=zones, sentences=sentences)
    pairs = check_table(reuse, "reuse")[["a", "b"]]
    return align_passages(articles, pairs, zones=zones, sentences=sentences)
