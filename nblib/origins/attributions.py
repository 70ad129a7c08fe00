"""Who speaks in each sentence, and through which news organisation it is heard."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from .bodies import (
    NEWS_KINDS,
    Voice,
    content_words,
    describe,
    plain_name,
    role_words,
)
from .facts import Credit, Quote, Sentence, by_article
from .newsrooms import WHOLE_ARTICLE_CUES, Newsroom
from .posts import Posts, find_posts
from .states import find_body
from .witnesses import is_witness

NOBODY: frozenset[str] = frozenset()  # of the many sentences without a credit
NOTHING: Mapping[str, tuple[str, str]] = MappingProxyType({})
TOLD = ("told", "tells", "telling", "spoke to", "speaking to", "in an interview with")

Attribution = tuple[Voice | None, Newsroom | None]


class Attributed(NamedTuple):
    """What the sentences of a pile credit, a list along them each.

    Attributes
    ----------
    outlets : list of list of Newsroom
        News organisations that the sentence names as its basis.
    told : list of list of (Voice or None, Newsroom or None)
        Each voice with the newsroom it is heard through, where one is named; a
        newsroom alone where it names nobody.
    named : list of frozenset of str
        All whom the sentence credits, those told of at second hand included.
    said : list of dict of str to (str, str)
        Cue and words of each voice, by its name.
    """

    outlets: list[list[Newsroom]]
    told: list[list[Attribution]]
    named: list[frozenset[str]]
    said: list[Mapping[str, tuple[str, str]]]


def read_attributions(
    sentences: Sequence[Sentence],
    credits: Sequence[Credit],
    quotes: Sequence[Quote],
    texts: Mapping[str, str],
    owners: Mapping[str, str],
) -> Attributed:
    """Read what each sentence credits.

    Parameters
    ----------
    sentences : sequence of Sentence
        In reading order.
    credits, quotes : sequences of Credit and Quote
        In any order.
    texts : mapping of str to str
        By `article_id`.
    owners : mapping of str to str
        Outlets by `article_id`, where known.

    Returns
    -------
    Attributed
        Lists along `sentences`.
    """
    people = [row.name for row in credits if row.kind == "person"]
    posts = find_posts(people, texts.values())
    private = _private(credits)
    by_sentence = credits_by_sentence(sentences, credits)
    outlets = [_outlets(rows) if rows else [] for rows in by_sentence]
    rooms = _rooms(credits)
    told = [
        _attributions(rows, named, posts, private, rooms) if rows else []
        for rows, named in zip(by_sentence, outlets, strict=True)
    ]
    seen = {name for name, text in texts.items() if is_witness(text, owners.get(name))}
    for at, (name, start, end, _) in enumerate(sentences):
        if name in seen and is_witness(texts[name][start:end], owners.get(name)):
            told[at] = [*told[at], (Voice("", "newsroom"), None)]
    named = [
        frozenset(plain_name(row.name) for row in rows) if rows else NOBODY
        for rows in by_sentence
    ]
    spoken = by_article(quotes)
    said = [
        _said(rows, spoken[name], texts[name], end) if rows else NOTHING
        for (name, _, end, _), rows in zip(sentences, by_sentence, strict=True)
    ]
    return Attributed(outlets, told, named, said)


def _said(
    rows: Sequence[Credit], quotes: Sequence[Quote], text: str, end: int
) -> dict[str, tuple[str, str]]:
    """Return cue and words of each voice of a sentence, by its name."""
    said: dict[str, list[str]] = defaultdict(list)
    cues: dict[str, str] = {}
    for row in rows:
        own = [quote for quote in quotes if _is_speaker(row, quote)]
        if all(quote.end <= row.start for quote in own) and own:
            parts = [text[quote.start : quote.end] for quote in own]
        else:
            parts = [_behind(row, rows, text, end)]
        name = plain_name(row.body or row.name)
        said[name] += parts
        cues[name] = row.cue
    return {k: (cues[k], " ".join(parts)) for k, parts in said.items()}


def _is_speaker(row: Credit, quote: Quote) -> bool:
    """Whether a credit names the speaker of a quotation."""
    return row.start < quote.speaker_end and quote.speaker_start < row.end


def _behind(row: Credit, rows: Sequence[Credit], text: str, end: int) -> str:
    """Return what stands between a voice and the next: "X accused …, and Y …".

    Voices that share a cue ("X and Y said") share what is said.
    """
    later = [
        other.start
        for other in rows
        if other.start > row.start and other.cue_start != row.cue_start
    ]
    return text[row.end : min(later, default=end)]


def _private(credits: Sequence[Credit]) -> set[tuple[str, str]]:
    """Unnamed voices, by article, that spoke to one newsroom."""
    return {
        (row.article_id, row.name)
        for row in credits
        if row.kind == "anonymous" and row.via is not None and row.cue in TOLD
    }


def _outlets(rows: Sequence[Credit]) -> list[Newsroom]:
    """News organisations that a sentence credits for what it says."""
    return [
        _newsroom(row)
        for row in rows
        if row.kind in NEWS_KINDS and row.cue not in WHOLE_ARTICLE_CUES
    ]


def _rooms(credits: Sequence[Credit]) -> dict[tuple[str, str], Newsroom]:
    """News organisations of each article by the name that others are heard through."""
    return {
        (row.article_id, row.name): _newsroom(row)
        for row in credits
        if row.kind in NEWS_KINDS
    }


def _newsroom(row: Credit) -> Newsroom:
    return Newsroom(row.suspect or row.name, row.kind)


def _attributions(
    rows: Sequence[Credit],
    outlets: Sequence[Newsroom],
    posts: Posts,
    private: set[tuple[str, str]],
    rooms: Mapping[tuple[str, str], Newsroom],
) -> list[Attribution]:
    """Who speaks in a sentence, each with the newsroom it is heard through.

    Of several voices heard through one newsroom the nearest counts: an official who
    tells what a minister said is the origin of that.
    """
    spoken = [
        (
            row.depth,
            _voice(row, posts, private),
            rooms.get((row.article_id, row.via)) if row.via else None,
        )
        for row in rows
        if row.kind not in (*NEWS_KINDS, "hearsay")
    ]
    rank = {
        room: min(_nearness(*one) for one in spoken if one[2] == room)
        for *_, room in spoken
    }
    told: list[Attribution] = [
        (voice, room)
        for depth, voice, room in spoken
        if _nearness(depth, voice, room) == rank[room]
    ]
    told += [(None, room) for room in outlets if room not in rank]
    return list(dict.fromkeys(told))


def _nearness(depth: int, voice: Voice, room: Newsroom | None) -> tuple[int, bool]:
    """Order of voices heard through a newsroom: who told it, before who is told of."""
    return depth, room is not None and not voice.exclusive


def _voice(row: Credit, posts: Posts, private: set[tuple[str, str]]) -> Voice:
    if row.body:
        office = find_body(row.body) or content_words(row.body) <= role_words()
        return describe(row.body, "office" if office else "organisation", posts)
    if row.kind == "person":
        return Voice(plain_name(row.name), "person", *posts[row.name])
    voice = describe(row.name, row.kind, posts)
    alone = (row.article_id, row.name) in private
    return replace(voice, exclusive=True) if alone else voice


def credits_by_sentence(
    sentences: Sequence[Sentence], credits: Sequence[Credit]
) -> list[list[Credit]]:
    """Rows by sentence, in reading order.

    Who speaks for a body in one article does so in all.
    """
    mouths = dict(sorted((row.name, row.body) for row in credits if row.body))
    spoken = (
        row._replace(body=mouths[row.name])
        if row.name in mouths and not row.body
        else row
        for row in credits
    )
    held = by_article(sorted(spoken, key=attrgetter("article_id", "start")))
    starts = {name: [row.start for row in rows] for name, rows in held.items()}
    return [
        held[name][bisect_left(starts[name], start) : bisect_left(starts[name], end)]
        if name in starts
        else []
        for name, start, end, _ in sentences
    ]
