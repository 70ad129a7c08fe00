"""Where two articles tell the same, sentence by sentence, and what was changed.

A spun or twice translated sentence keeps no run of words, so sentences are compared
as wholes: by character n-grams, which see through respelled and inflected words, and
by the content words that stand in both in one order. Titles and names alone never
make a passage. Clauses at either end that share nothing are left out of it.

Two reporters of one event write one sentence alike now and then. So other words alone
make a passage only between articles that may be copies as a whole; between those that
share no order of telling, a passage shares its very words.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import pandas as pd
from scipy import sparse

from ..engines import Engine, LocalEngine, in_chunks
from ..errors import SchemaError
from ..reuse.features import compare
from ..reuse.model import LEAST_WORDS, probability
from ..reuse.words import Reading, read_words
from ..tables import check_table, make_table
from ..vectors import fit_char_vectors
from ..zones import find_zones, split_sentences
from .changes import Change, changed_words, list_changes, name_kind, same_words
from .links import find_links
from .marking import mark_changes
from .words import Token, Weights, read_tokens, trim

__all__ = ["Change", "align_passages", "changed_words", "mark_changes"]

T = TypeVar("T")
PAIRS = 256  # aligned in one call
MAY_COPY = 0.25  # probability below which two articles told the same by themselves


class _Side(NamedTuple):
    """An article as sentences of words, with their character n-grams."""

    text: str
    sentences: list[list[Token]]
    rows: sparse.csr_array
    stems: Counter[str]


def align_passages(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    engine: Engine | None = None,
) -> pd.DataFrame:
    """Align what each pair of articles tells in the same words or the same order.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    pairs : DataFrame
        Columns `a, b`, such as the reuse table.
    zones, sentences : DataFrame, optional
        The tables of those names, made when left out.
    engine : Engine, optional
        Aligns the pairs, by default this process; the table is the same.

    Returns
    -------
    DataFrame
        The passages table, in the order of the pairs: `kind` is verbatim, edited or
        reworded, `similarity` 0 to 1, `changed` the words that differ ("red →
        crimson; …"), `warning` what such a change touches (quote, name, figure,
        date). A sentence may have several partners.

    Raises
    ------
    SchemaError
        If a pair names an article that is not in the table.

    Examples
    --------
    >>> from nblib import make_articles
    >>> one = "Divers found 14 cracks in the piers of the old bridge on Monday."
    >>> two = "On Monday, divers found 17 cracks in the piers of the bridge."
    >>> table = make_articles([{"id": "a", "text": one}, {"id": "b", "text": two}])
    >>> found = align_passages(table, pd.DataFrame({"a": ["a"], "b": ["b"]}))
    >>> found[["kind", "warning"]].to_numpy().tolist()
    [['edited', 'figure']]
    """
    check_table(articles, "articles")
    check_table(pairs, "pairs")
    names = list(zip(pairs["a"].tolist(), pairs["b"].tolist(), strict=True))
    held = articles[articles["article_id"].isin({x for pair in names for x in pair})]
    unknown = {name for pair in names for name in pair} - set(held["article_id"])
    if unknown:
        listed = ", ".join(sorted(map(str, unknown)))
        raise SchemaError(f"pairs name no article of the table: {listed}")
    zones = find_zones(held) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(held, zones=zones)
    sides = _read(held, check_table(sentences, "sentences"))
    readings = read_words(held, zones, sentences)
    calls = (
        (chunk, _of(sides, chunk), _of(readings, chunk))
        for chunk in in_chunks(names, PAIRS)
    )
    parts = (engine or LocalEngine()).map(_align_some, calls)
    return make_table("passages", [row for part in parts for row in part])


def _of(known: dict[str, T], pairs: Sequence[tuple[str, str]]) -> dict[str, T]:
    return {name: known[name] for pair in pairs for name in pair}


def _align_some(
    pairs: list[tuple[str, str]], sides: dict[str, _Side], readings: dict[str, Reading]
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for a, b in pairs:
        found = list(_align(sides[a], sides[b])) if a != b else []
        if found and not _may_copy(readings[a], readings[b]):
            found = [row for row in found if row["kind"] != "reworded"]
        rows += [{"a": a, "b": b, **row} for row in found]
    return rows


def _may_copy(one: Reading, two: Reading) -> bool:
    """Whether two articles may be copies, be it that both credited one agency.

    Of texts too short to tell, every passage is believed.
    """
    short = min(len(one.stems), len(two.stems)) < LEAST_WORDS
    return short or probability(compare(one, two), credited=True) >= MAY_COPY


def _read(articles: pd.DataFrame, sentences: pd.DataFrame) -> dict[str, _Side]:
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    mine = sentences[sentences["article_id"].isin(texts)]
    mine = mine.sort_values(["article_id", "start"], kind="stable")
    spans = list(zip(mine["article_id"], mine["start"], mine["end"], strict=True))
    vectors = fit_char_vectors([texts[name][start:end] for name, start, end in spans])
    places: dict[str, list[int]] = {name: [] for name in texts}
    for number, (name, _, _) in enumerate(spans):
        places[name].append(number)
    sides = {}
    for name, text in texts.items():
        read = [read_tokens(text, *spans[n][1:]) for n in places[name]]
        stems = Counter(token.stem for sentence in read for token in sentence)
        sides[name] = _Side(text, read, vectors[places[name]], stems)
    return sides


def _align(one: _Side, two: _Side) -> Iterator[dict[str, Any]]:
    if not (one.sentences and two.sentences):
        return
    cosines = (one.rows @ two.rows.T).toarray()
    weights = Weights(one.stems, two.stems)
    for link in find_links(one.sentences, two.sentences, cosines, weights):
        matches = link.shared.matches
        here = trim(one.sentences[link.one], [i for i, _ in matches], one.text)
        there = trim(two.sentences[link.two], [j for _, j in matches], two.text)
        same = same_words(here, there)
        changes = list_changes(here, there, same)
        yield {
            "a_start": here[0].start,
            "a_end": here[-1].end,
            "b_start": there[0].start,
            "b_end": there[-1].end,
            "kind": name_kind(here, there, same),
            "similarity": min(1.0, link.likeness),
            "changed": _describe(one.text, two.text, changes),
            "warning": "; ".join(sorted({c.warning for c in changes if c.warning}))
            or None,
        }


def _describe(one: str, two: str, changes: list[Change]) -> str | None:
    """Write out the replaced words, as a reader would want them."""
    said = [
        f"{one[c.a_start : c.a_end]} → {two[c.b_start : c.b_end]}"
        for c in changes
        if c.kind == "replaced"
    ]
    return "; ".join(said) or None
