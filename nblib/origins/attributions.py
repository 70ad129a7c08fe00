"""Who speaks in each sentence, and through which news organisation it is heard."""

from collections import defaultdict
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from .bodies import NEWS_KINDS, Voice, describe, plain_name
from .newsrooms import WHOLE_ARTICLE_CUES, Newsroom
from .posts import Posts, find_posts
from .twins import Sentence

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
    named : list of set of str
        All whom the sentence credits, those told of at second hand included.
    """

    outlets: list[list[Newsroom]]
    told: list[list[Attribution]]
    named: list[set[str]]


def read_attributions(
    sentences: list[Sentence], credits: pd.DataFrame, texts: dict[str, str]
) -> Attributed:
    """Read what each sentence credits.

    Parameters
    ----------
    sentences : list of Sentence
        In reading order.
    credits : DataFrame
        The credits table.
    texts : dict of str to str
        By `article_id`.

    Returns
    -------
    Attributed
        Lists along `sentences`.
    """
    people = credits.loc[credits["kind"] == "person", "name"]
    posts = find_posts(people, texts.values())
    private = _private(credits)
    by_sentence = _credits_by_sentence(sentences, credits)
    outlets = [_outlets(rows) for rows in by_sentence]
    told = [
        _attributions(rows, named, posts, private)
        for rows, named in zip(by_sentence, outlets, strict=True)
    ]
    named = [{plain_name(row["name"]) for row in rows} for rows in by_sentence]
    return Attributed(outlets, told, named)


def _private(credits: pd.DataFrame) -> set[tuple[str, str]]:
    """Unnamed voices, by article, that spoke to one newsroom."""
    rows = credits[
        (credits["kind"] == "anonymous")
        & credits["via"].notna()
        & credits["cue"].isin(TOLD)
    ]
    return set(zip(rows["article_id"], rows["name"], strict=True))


def _outlets(rows: list[dict[str, Any]]) -> list[Newsroom]:
    """News organisations that a sentence credits for what it says."""
    return [
        _newsroom(row)
        for row in rows
        if row["kind"] in NEWS_KINDS and row["cue"] not in WHOLE_ARTICLE_CUES
    ]


def _newsroom(row: dict[str, Any]) -> Newsroom:
    return Newsroom(row["suspect"] or row["name"], row["kind"])


def _attributions(
    rows: list[dict[str, Any]],
    outlets: list[Newsroom],
    posts: Posts,
    private: set[tuple[str, str]],
) -> list[Attribution]:
    """Who speaks in a sentence, each with the newsroom it is heard through.

    Of several voices heard through one newsroom the nearest counts: an official who
    tells what a minister said is the origin of that.
    """
    rooms = {row["name"]: _newsroom(row) for row in rows if row["kind"] in NEWS_KINDS}
    spoken = [
        (int(row["depth"]), _voice(row, posts, private), rooms.get(row["via"]))
        for row in rows
        if row["kind"] not in (*NEWS_KINDS, "hearsay")
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


def _voice(row: dict[str, Any], posts: Posts, private: set[tuple[str, str]]) -> Voice:
    if row["kind"] == "person":
        return Voice(plain_name(row["name"]), "person", *posts[row["name"]])
    voice = describe(row["name"], row["kind"], posts)
    return replace(voice, exclusive=(row["article_id"], row["name"]) in private)


def _credits_by_sentence(
    sentences: list[Sentence], credits: pd.DataFrame
) -> list[list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in credits.sort_values(["article_id", "start"]).to_dict("records"):
        row.update({key: _present(row.get(key)) for key in ("suspect", "via")})
        rows[row["article_id"]].append(row)
    return [
        [row for row in rows[s.article_id] if s.start <= row["start"] < s.end]
        for s in sentences
    ]


def _present(value: Any) -> str | None:
    return value if isinstance(value, str) else None
