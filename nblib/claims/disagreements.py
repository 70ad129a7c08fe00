"""Where articles differ about one thing: figures, days, names, places, words, speakers.

Each kind has its own rule of what may be set against what; here the pairs that
contradict each other become disagreements: all that is told of the one thing, side by
side, with how many pipelines tell each value. Nothing is averaged.
"""

import hashlib
import textwrap
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from ..origins import Provenance, count_origins
from ..tables import make_table, sort_table
from .concepts import Likeness
from .cut import Sentences
from .dated import Day, contradicting_days, read_days
from .edits import Place, find_edits
from .facts import Fact, read_facts
from .figures import comparable, contradicting_figures, within_articles
from .names import Named, held_by_others, read_names, read_posts, spelt_differently
from .quoted import Quoted
from .reading import Reading, Vocabulary
from .related import Related
from .sayers import Sayer, contradicting_sayers
from .settings import read_settings
from .wordings import group_renderings

SHOWN = 80  # characters of words whose speaker is in doubt


class Told(NamedTuple):
    """One thing that an article tells, as it stands in the table.

    Attributes
    ----------
    kind : str
        figure, date, name, place, attribution or wording.
    article_id : str
        Its article.
    start, end : int
        Where it stands.
    unit, value : str
        What it is of, and what it says.
    """

    kind: str
    article_id: str
    start: int
    end: int
    unit: str
    value: str


class Pile(NamedTuple):
    """What disagreements are read from.

    Attributes
    ----------
    articles, timexes, wordings, passages : DataFrame
        Tables of those names; passages within components.
    cut : Sentences
        The sentences.
    utterances : list of (str, list of Quoted)
        What two articles or more quote.
    origins : Provenance
        Who tells each sentence.
    related : Related
        The articles whose facts are compared.
    likeness : list of Likeness
        How near two sets of concepts are, in each component.
    """

    articles: pd.DataFrame
    timexes: pd.DataFrame
    wordings: pd.DataFrame
    passages: pd.DataFrame
    cut: Sentences
    utterances: list[tuple[str, list[Quoted]]]
    origins: Provenance
    related: Related
    likeness: list[Likeness]


def find_disagreements(pile: Pile, mentions: pd.DataFrame) -> pd.DataFrame:
    """Find what articles tell differently about one thing.

    Returns
    -------
    DataFrame
        The disagreements table, one row per differing wording.
    """
    text = dict(zip(pile.articles["article_id"], pile.articles["text"], strict=True))
    settings = read_settings(pile.articles, pile.cut, pile.timexes)
    days = pile.articles.set_index("article_id")["published"].dropna().str[:10]
    published = {key: date.fromisoformat(day) for key, day in days.items()}
    reading = Reading(pile.related, published, Vocabulary(text), pile.likeness)
    facts, dated = read_facts(settings), read_days(settings)
    edits = find_edits(text, pile.passages, facts, dated)
    figures = [
        *contradicting_figures(facts, reading),
        *within_articles(facts, _voices(pile.origins.statements)),
        *edits.figures,
    ]
    sayers = contradicting_sayers(text, (quotes for _, quotes in pile.utterances))
    pairs = chain(
        ((_figure(a), _figure(b)) for a, b in figures),
        _dates(chain(contradicting_days(dated, reading), edits.days)),
        ((_place(a), _place(b)) for a, b in edits.places),
        _names(text, reading.related),
        ((_sayer(a), _sayer(b)) for a, b in sayers),
    )
    groups = _joined(pairs)
    _add_agreeing(groups, facts, figures, reading)
    rows = [*_rows(groups, pile.articles, pile.origins), *_wordings(pile)]
    told = _with_claims(rows, mentions, text)
    return sort_table(make_table("disagreements", told), "disagreements")


def _voices(statements: pd.DataFrame) -> dict[tuple[str, int], str]:
    """Return who tells each sentence: whom it quotes, or the newsroom it credits."""
    told = statements["voice"].fillna(statements["pipeline"])
    columns = (statements["article_id"], statements["start"], told)
    return {
        (key, start): who
        for key, start, who in zip(*(c.tolist() for c in columns), strict=True)
        if isinstance(who, str)
    }


def _figure(fact: Fact) -> Told:
    number = fact.number
    unit = number.unit or fact.unit.removeprefix("#")
    value = f"{number.value:.12g}"
    return Told("figure", fact.article_id, number.start, number.end, unit, value)


def _dates(pairs: Iterable[tuple[Day, Day]]) -> Iterator[tuple[Told, Told]]:
    for pair in pairs:
        one, two = (
            Told("date", d.article_id, d.start, d.end, "day", _extent(d)) for d in pair
        )
        yield one, two


def _extent(day: Day) -> str:
    first, last = day.first.isoformat(), day.last.isoformat()
    return first if first == last else f"{first}/{last}"


def _place(place: Place) -> Told:
    name = place.name
    return Told("place", place.article_id, place.start, place.end, "place", name)


def _names(text: dict[str, str], related: Related) -> Iterator[tuple[Told, Told]]:
    named = [name for key, own in text.items() for name in read_names(key, own)]
    for one, two in spelt_differently(named, related):
        yield _name(one, "name"), _name(two, "name")
    posts: dict[str, dict[str, Named]] = defaultdict(dict)
    for key, own in text.items():
        for post, holder in read_posts(key, own).items():
            posts[post][key] = holder
    for post, one, two in held_by_others(posts, related, text):
        yield _name(one, post), _name(two, post)


def _name(named: Named, unit: str) -> Told:
    value = named.name
    return Told("name", named.article_id, named.start, named.end, unit, value)


def _sayer(sayer: Sayer) -> Told:
    place = sayer.article_id, sayer.start, sayer.end
    said = textwrap.shorten(sayer.said, SHOWN, placeholder="…")
    return Told("attribution", *place, said, sayer.name)


# --- from pairs to disagreements ---------------------------------------------


def _joined(pairs: Iterable[tuple[Told, Told]]) -> list[list[Told]]:
    """Put together what pairs link, of one kind."""
    group: dict[Told, list[Told]] = {}
    for one, two in pairs:
        here, there = group.setdefault(one, [one]), group.setdefault(two, [two])
        if here is not there:
            here += there
            for told in there:
                group[told] = here
    unique = {id(held): sorted(held) for held in group.values()}
    return sorted(unique.values())


def _add_agreeing(
    groups: list[list[Told]],
    facts: list[Fact],
    figures: list[tuple[Fact, Fact]],
    reading: Reading,
) -> None:
    """Add the articles that tell a value of a disagreement in the same frame."""
    held = {_figure(fact): fact for pair in figures for fact in pair}
    by_frame: dict[Hashable, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.frame:
            by_frame[fact.setting.block, fact.unit, fact.frame].append(fact)
    for group in groups:
        members = [held[told] for told in group if told in held]
        for member in members:
            for fact in by_frame[member.setting.block, member.unit, member.frame]:
                told = _figure(fact)
                if (
                    told not in group
                    and (member.article_id, fact.article_id) in reading.related
                    and fact.number.agrees(member.number)
                    and comparable(fact, member, reading)
                ):
                    group.append(told)


def _rows(
    groups: list[list[Told]], articles: pd.DataFrame, origins: Provenance
) -> Iterator[dict[str, Any]]:
    """Yield a row for each thing told, with how many pipelines tell its value."""
    marked = [(_mint(group), told) for group in groups for told in sorted(group)]
    spans = pd.DataFrame(
        [(f"{name} {t.value}", t.article_id, t.start, t.end) for name, t in marked],
        columns=["claim_id", "article_id", "start", "end"],
    )
    counts = count_origins(articles, spans, origins=origins)
    behind = dict(zip(counts["claim_id"], counts["n_pipelines"], strict=True))
    tellers = Counter((name, value) for name, value in _distinct(marked))
    most = Counter[str]()
    for (name, _), number in tellers.items():
        most[name] = max(most[name], number)
    for name, told in marked:
        alone = tellers[name, told.value] == 1 and most[name] > 1
        yield {
            "disagreement_id": name,
            **told._asdict(),
            "n_pipelines": behind[f"{name} {told.value}"],
            "outlier": alone,
        }


def _distinct(marked: list[tuple[str, Told]]) -> Iterator[tuple[str, str]]:
    """Yield a disagreement and a value once for every article that tells it."""
    for name, value, _ in sorted({(n, t.value, t.article_id) for n, t in marked}):
        yield name, value


def _mint(group: list[Told]) -> str:
    """Mint an id from what is told where."""
    told = sorted((t.article_id, t.kind, t.unit, t.value) for t in group)
    return f"d{hashlib.sha256(repr(told).encode()).hexdigest()[:10]}"


def _wordings(pile: Pile) -> Iterator[dict[str, Any]]:
    """Yield a row for every rendering of an utterance that is worded differently."""
    places = pile.wordings[["utterance_id", "article_id", "start", "end"]]
    judged = pile.wordings[["n_pipelines", "outlier"]].to_dict("records")
    found = dict(zip(places.itertuples(index=False, name=None), judged, strict=True))
    for utterance, groups in group_renderings(pile.utterances):
        for group in groups:
            for rendering in group:
                yield {
                    "disagreement_id": f"{utterance}-wording",
                    "kind": "wording",
                    "article_id": rendering.article_id,
                    "start": rendering.start,
                    "end": rendering.end,
                    "unit": rendering.speaker,
                    "value": " ".join(group[0].said.split()),
                    **found[utterance, *group[0][:3]],
                }


def _with_claims(
    rows: list[dict[str, Any]], mentions: pd.DataFrame, text: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Add the words, and the claim that most rows of a disagreement stand in."""
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    columns = ("article_id", "start", "end", "claim_id")
    for key, *place in zip(*(mentions[c].tolist() for c in columns), strict=True):
        places[key].append((place[0], place[1], place[2]))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for start, end, claim_id in places[row["article_id"]]:
            if start < row["end"] and row["start"] < end:
                votes[row["disagreement_id"]][claim_id] += 1
    for row in rows:
        cast = votes[row["disagreement_id"]]
        claim = min(cast, key=lambda name: (-cast[name], name), default=None)
        said = text[row["article_id"]][row["start"] : row["end"]]
        yield {**row, "claim_id": claim, "text": said}
