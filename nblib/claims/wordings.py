"""One utterance in several wordings, side by side, and the one that stands alone.

Only words in quotation marks are compared, since nobody vouches for the rest. A
shorter excerpt of the same words is no other wording. A changed word that one article
has alone, where two or more agree on another, marks that article as the outlier: a
spinner's "crimson line" was never said.
"""

from collections.abc import Iterable, Iterator
from itertools import count as numbers
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from ..origins import Provenance, count_origins, trace_origins
from ..passages import changed_words
from ..quotes import find_quotes
from ..tables import check_table, make_table
from ..vectors import stop_words, words
from .quoted import Quoted, shared_utterances

AGREE = 2  # articles that make what they share the rule and another word the exception


class Rendering(NamedTuple):
    """What one article gives as the words of an utterance.

    Attributes
    ----------
    article_id : str
        Its article.
    start, end : int
        From the first to the last of its words.
    said : str
        The words, without marks.
    folded : str
        The words folded, one space before, between and behind them.
    speaker : str or None
        Who says it.
    """

    article_id: str
    start: int
    end: int
    said: str
    folded: str
    speaker: str | None


class Wording(NamedTuple):
    """One wording of an utterance.

    Attributes
    ----------
    utterance_id : str
        The utterance.
    renderings : list of Rendering
        The articles that have it, the fullest first.
    n_pipelines : int or None
        Newsrooms behind them.
    changed : str
        Words replaced against the wording that most have ("red → crimson").
    outlier : bool
        Whether one of those words is this article's alone.
    """

    utterance_id: str
    renderings: list[Rendering]
    n_pipelines: Any
    changed: str
    outlier: bool


def list_wordings(
    articles: pd.DataFrame,
    *,
    quotes: pd.DataFrame | None = None,
    origins: Provenance | None = None,
    components: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """List the wordings of each utterance that two articles word differently.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    quotes : DataFrame, optional
        The quotes table; made when left out.
    origins : Provenance, optional
        Made when left out.
    components : DataFrame, optional
        The components table. Articles of different components are not compared.

    Returns
    -------
    DataFrame
        The wordings table, one row a wording: where it stands (in the first of its
        articles), its words, how many articles and pipelines have it, what it
        changes against the most carried wording, and whether it is an outlier. The
        most carried wording of an utterance comes first.

    Examples
    --------
    >>> from nblib import make_articles
    >>> said = "“This is a {} line for every crew in the port,” Iva Orlo said."
    >>> colours = ["red", "red", "crimson"]
    >>> pile = make_articles(
    ...     {"id": str(n), "text": said.format(c)} for n, c in enumerate(colours)
    ... )
    >>> list_wordings(pile)[["n_articles", "changed", "outlier"]].to_numpy().tolist()
    [[2, nan, False], [1, 'red → crimson', True]]
    """
    check_table(articles, "articles")
    if quotes is None:
        quotes = find_quotes(articles, components=components)
    origins = origins or trace_origins(articles, components=components)
    utterances = shared_utterances(check_table(quotes, "quotes"), components)
    rows = [
        {
            "utterance_id": wording.utterance_id,
            "speaker": wording.renderings[0].speaker,
            "article_id": wording.renderings[0].article_id,
            "start": wording.renderings[0].start,
            "end": wording.renderings[0].end,
            "text": " ".join(wording.renderings[0].said.split()),
            "n_articles": len({r.article_id for r in wording.renderings}),
            "n_pipelines": wording.n_pipelines,
            "changed": wording.changed or None,
            "outlier": wording.outlier,
        }
        for wording in compare_wordings(articles, utterances, origins)
    ]
    return make_table("wordings", rows)


def compare_wordings(
    articles: pd.DataFrame,
    utterances: Iterable[tuple[str, list[Quoted]]],
    origins: Provenance,
) -> Iterator[Wording]:
    """Yield the wordings of every utterance that has two or more."""
    found = list(group_renderings(utterances))
    pipelines = _pipelines(articles, found, origins)
    number = numbers()
    for utterance, groups in found:
        told = [(pipelines.get(next(number)), group) for group in groups]
        every = [rendering for _, group in told for rendering in group]
        told.sort(key=lambda one: (-(one[0] or 0), -len(one[1]), _apart(one[1], every)))
        leader = told[0][1][0]
        for behind, group in told:
            changed, odd = "", False
            if group[0] is not leader:
                changed, odd = _changes(leader, group[0], every)
            yield Wording(utterance, group, behind, changed, odd)


def group_renderings(
    utterances: Iterable[tuple[str, list[Quoted]]],
) -> Iterator[tuple[str, list[list[Rendering]]]]:
    """Yield the utterances that have two wordings or more, and who has which."""
    for name, own in utterances:
        groups = _grouped(list(_renderings(own)))
        if len(groups) > 1:
            yield name, groups


def _renderings(quotes: list[Quoted]) -> Iterator[Rendering]:
    """Yield each article's words of an utterance, parts put together."""
    for article_id, own in groupby(quotes, key=lambda quote: quote.article_id):
        held = list(own)
        parts = [quote for quote in held if not any(_inside(quote, o) for o in held)]
        said = " ".join(part.said for part in parts)
        folded = f" {' '.join(word.folded for word in words(said))} "
        place = article_id, parts[0].start, parts[-1].end
        yield Rendering(*place, said, folded, parts[0].speaker)


def _inside(quote: Quoted, other: Quoted) -> bool:
    return (
        other.start <= quote.start
        and quote.end <= other.end
        and (quote.start, quote.end) != (other.start, other.end)
    )


def _grouped(renderings: list[Rendering]) -> list[list[Rendering]]:
    """Put the same words together, excerpts with the wording that holds them."""
    groups: list[list[Rendering]] = []
    for rendering in sorted(renderings, key=lambda r: (-len(r.folded), r)):
        home = next((g for g in groups if rendering.folded in g[0].folded), None)
        if home is None:
            groups.append([rendering])
        else:
            home.append(rendering)
    return groups


def _pipelines(
    articles: pd.DataFrame,
    found: list[tuple[str, list[list[Rendering]]]],
    origins: Provenance,
) -> dict[int, Any]:
    """Count the pipelines behind each group, numbered in order."""
    groups = [group for _, held in found for group in held]
    spans = pd.DataFrame(
        [
            (number, r.article_id, r.start, r.end)
            for number, group in enumerate(groups)
            for r in group
        ],
        columns=["claim_id", "article_id", "start", "end"],
    )
    if spans.empty:
        return {}
    counts = count_origins(articles, spans.astype({"claim_id": str}), origins=origins)
    known = counts.dropna(subset=["n_pipelines"])
    return {
        int(name): int(n)
        for name, n in zip(known["claim_id"], known["n_pipelines"], strict=True)
    }


def _changes(
    leader: Rendering, other: Rendering, every: list[Rendering]
) -> tuple[str, bool]:
    """Return what `other` replaces in the leading wording, and whether it is alone."""
    changed, odd = [], False
    for change in changed_words(leader.said, other.said):
        here = leader.said[change.a_start : change.a_end]
        there = other.said[change.b_start : change.b_end]
        if change.kind != "replaced" or not (_content(here) and _content(there)):
            continue
        changed.append(f"{here} → {there}")
        odd |= _held(here, every) >= AGREE and _held(there, every) == 1
    return "; ".join(changed), odd


def _apart(group: list[Rendering], every: list[Rendering]) -> tuple[int, Rendering]:
    """Count the words of a wording that others lack, so that the middle one leads."""
    own = set(group[0].folded.split())
    return sum(len(own ^ set(other.folded.split())) for other in every), group[0]


def _content(said: str) -> bool:
    return any(word.folded not in stop_words() for word in words(said))


def _held(said: str, every: list[Rendering]) -> int:
    """Count the articles that have the words in this order."""
    folded = f" {' '.join(word.folded for word in words(said))} "
    return sum(folded in rendering.folded for rendering in every)
