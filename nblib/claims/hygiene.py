"""How well each article and outlet says whom it has its news from.

Shares stand beside their denominators, and what was not looked at (an article in a
language that the rules do not read) is unmeasured, never zero. Hearsay is bare where
its sentence names nobody to have it from.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from ..credits import find_credits
from ..lexicons import word_group
from ..quotes import find_quotes
from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences

COUNTS = (
    *("n_speech", "n_attributed", "n_anonymous"),
    *("n_claims", "n_single_origin", "n_hearsay", "n_bare_hearsay"),
)
Counts = dict[str, Counter[str]]


class Article(NamedTuple):
    """A row of the articles table."""

    article_id: str
    outlet: str | None
    language: str | None


def measure_hygiene(
    articles: pd.DataFrame,
    *,
    claims: pd.DataFrame,
    claim_mentions: pd.DataFrame,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    credits: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Measure the attribution of each article and of each outlet.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    claims, claim_mentions : DataFrame
        From `find_claims`.
    zones, sentences, credits, quotes : DataFrame, optional
        Tables of those names; made when left out.

    Returns
    -------
    DataFrame
        One row per article (`scope` article, `name` its id), then one per known
        outlet. `n_speech` counts stretches of speech, `n_attributed` those whose
        speaker the text tells, `n_anonymous` those of somebody unnamed; `anonymous`
        is the share of the latter two. `n_claims` counts claims told by two articles
        or more, `n_single_origin` those of one origin, `single_origin` their share.
        `n_hearsay` counts words such as "reportedly", `n_bare_hearsay` those in
        sentences that credit nobody. `unmeasured` says why a row has no figures, or
        how many articles of an outlet have none.

    Examples
    --------
    >>> from nblib import find_claims, make_articles
    >>> text = "The ferry is reportedly for sale. “It is,” an aide said on Monday."
    >>> pile = make_articles([{"id": "a", "text": text}])
    >>> told = find_claims(pile)
    >>> found = measure_hygiene(
    ...     pile, claims=told.claims, claim_mentions=told.mentions
    ... )
    >>> found[["n_speech", "anonymous", "n_bare_hearsay"]].to_numpy().tolist()
    [[1, 1.0, 1]]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else zones
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    if credits is None:
        credits = find_credits(articles, zones=zones, sentences=sentences)
    if quotes is None:
        quotes = find_quotes(articles, zones=zones, sentences=sentences)
    counts: Counts = {article_id: Counter() for article_id in articles["article_id"]}
    _count_speech(counts, quotes)
    _count_claims(counts, claims, claim_mentions)
    _count_hearsay(counts, articles, sentences, credits)
    table = sorted(_rows(articles, *Article._fields), key=lambda row: row[0])
    by_outlet: dict[str, list[Article]] = defaultdict(list)
    for article in map(Article._make, table):
        if isinstance(article.outlet, str):
            by_outlet[article.outlet].append(article)
    rows = [_row("article", row[0], [Article._make(row)], counts) for row in table]
    rows += [
        _row("outlet", name, by_outlet[name], counts) for name in sorted(by_outlet)
    ]
    return make_table("hygiene", rows)


def _is_read(article: Article) -> bool:
    return not isinstance(article.language, str) or article.language == "en"


def _row(
    scope: str, name: str, articles: list[Article], counts: Counts
) -> dict[str, Any]:
    """Add up the articles that were read; say of the others that they were not."""
    read = [article.article_id for article in articles if _is_read(article)]
    row: dict[str, Any] = {"scope": scope, "name": name}
    if len(read) < len(articles):
        other = ", ".join(
            sorted({str(a.language) for a in articles if not _is_read(a)})
        )
        row["unmeasured"] = f"{len(articles) - len(read)} not read, in {other}"
    if read:
        total = {key: sum(counts[one][key] for one in read) for key in COUNTS}
        row |= total
        row["anonymous"] = _share(total["n_anonymous"], total["n_attributed"])
        row["single_origin"] = _share(total["n_single_origin"], total["n_claims"])
    return row


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _count_speech(counts: Counts, quotes: pd.DataFrame) -> None:
    """Count speech and its speakers; quoted words inside other speech are no more."""
    rows = _rows(quotes, "article_id", "start", "end", "speaker_kind")
    ordered = sorted(rows, key=lambda row: (row[0], row[1], -row[2]))
    reached = ("", -1)
    for key, _, end, kind in ordered:
        if key == reached[0] and end <= reached[1]:
            continue
        reached = key, end
        counts[key]["n_speech"] += 1
        counts[key]["n_attributed"] += isinstance(kind, str)
        counts[key]["n_anonymous"] += kind == "anonymous"


def _count_claims(counts: Counts, claims: pd.DataFrame, mentions: pd.DataFrame) -> None:
    origins = dict(zip(claims["claim_id"], claims["n_origins"], strict=True))
    told = mentions[["claim_id", "article_id"]].drop_duplicates()
    for claim_id, article_id in _rows(told, "claim_id", "article_id"):
        if pd.notna(origins[claim_id]):
            counts[article_id]["n_claims"] += 1
            counts[article_id]["n_single_origin"] += origins[claim_id] == 1


def _count_hearsay(
    counts: Counts,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    credits: pd.DataFrame,
) -> None:
    """Count words of hearsay, and those in sentences that credit nobody."""
    named: dict[str, list[int]] = defaultdict(list)
    hearsay: dict[str, set[int]] = defaultdict(set)
    for key, start, kind in _rows(credits, "article_id", "start", "kind"):
        if kind == "hearsay":
            hearsay[key].add(start)
        else:
            named[key].append(start)
    said = {
        key: [match.span() for match in _pattern().finditer(text)]
        for key, text in _rows(articles, "article_id", "text")
    }
    for key, start, end in _rows(sentences, "article_id", "start", "end"):
        found = {at for at, stop in said[key] if start <= at and stop <= end}
        found |= {at for at in hearsay[key] if start <= at < end}
        if found:
            counts[key]["n_hearsay"] += len(found)
            if not any(start <= at < end for at in named[key]):
                counts[key]["n_bare_hearsay"] += len(found)


def _rows(table: pd.DataFrame, *columns: str) -> Iterator[Any]:
    return zip(*(table[name].tolist() for name in columns), strict=True)


@cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(sorted(word_group("hearsay")))
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
