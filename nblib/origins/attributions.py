"""Who speaks in each sentence, and through which news organisation it is heard."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from .bodies import (
    NEWS_KINDS,
    Voice,
    content_words,
    describe,
    plain_name,
    role_words,
)
from .newsrooms import WHOLE_ARTICLE_CUES, Newsroom
from .posts import Posts, find_posts
from .states import find_body
from .twins import Sentence
from .witnesses import is_witness

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
    sentences: list[Sentence],
    credits: pd.DataFrame,
    texts: dict[str, str],
    owners: Mapping[str, str],
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
    owners : mapping of str to str
        Outlets by `article_id`, where known.

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
    rooms = _rooms(credits)
    told = [
        _attributions(rows, named, posts, private, rooms)
        for rows, named in zip(by_sentence, outlets, strict=True)
    ]
    for at, (name, start, end, _) in enumerate(sentences):
        if is_witness(texts[name][start:end], owners.get(name)):
            told[at] = [*told[at], (Voice("", "newsroom"), None)]
    named = [{plain_name(row["name"]) for row in rows} for rows in by_sentence]
    return Attributed(outlets, told, named)


def read_said(
    sentences: list[Sentence],
    credits: pd.DataFrame,
    quotes: pd.DataFrame,
    texts: dict[str, str],
) -> list[dict[str, tuple[str, str]]]:
    """Return what each voice of a sentence says there, with its cue, by its name.

    Parameters
    ----------
    sentences : list of Sentence
        In reading order.
    credits, quotes : DataFrame
        The tables of those names.
    texts : dict of str to str
        By `article_id`.
    """
    spoken = defaultdict(list)
    for row in quotes.dropna(subset=["speaker_start"]).to_dict("records"):
        spoken[row["article_id"]].append(row)
    found = []
    for sentence, rows in zip(
        sentences, _credits_by_sentence(sentences, credits), strict=True
    ):
        text = texts[sentence.article_id]
        here = [
            quote
            for quote in spoken[sentence.article_id]
            if sentence.start <= quote["speaker_start"] < sentence.end
        ]
        said: dict[str, list[str]] = defaultdict(list)
        cues = {plain_name(row["body"] or row["name"]): row["cue"] for row in rows}
        for row in rows:
            own = [quote for quote in here if _is_speaker(row, quote)]
            if all(quote["end"] <= row["start"] for quote in own) and own:
                parts = [text[quote["start"] : quote["end"]] for quote in own]
            else:
                parts = [_behind(row, rows, text[: sentence.end])]
            said[plain_name(row["body"] or row["name"])] += parts
        found.append({k: (cues[k], " ".join(parts)) for k, parts in said.items()})
    return found


def _is_speaker(row: dict[str, Any], quote: dict[str, Any]) -> bool:
    """Whether a credit names the speaker of a quotation."""
    apart = quote["speaker_end"] <= row["start"] or row["end"] <= quote["speaker_start"]
    return not apart


def _behind(row: dict[str, Any], rows: list[dict[str, Any]], text: str) -> str:
    """Return what stands between a voice and the next: "X accused …, and Y …".

    Voices that share a cue ("X and Y said") share what is said.
    """
    later = [
        other["start"]
        for other in rows
        if other["start"] > row["start"] and other["cue_start"] != row["cue_start"]
    ]
    return text[row["end"] : min(later, default=len(text))]


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


def _rooms(credits: pd.DataFrame) -> dict[tuple[str, str], Newsroom]:
    """News organisations of each article by the name that others are heard through."""
    rows = credits[credits["kind"].isin(NEWS_KINDS)].to_dict("records")
    return {
        (row["article_id"], row["name"]): Newsroom(
            _present(row["suspect"]) or row["name"], row["kind"]
        )
        for row in rows
    }


def _newsroom(row: dict[str, Any]) -> Newsroom:
    return Newsroom(row["suspect"] or row["name"], row["kind"])


def _attributions(
    rows: list[dict[str, Any]],
    outlets: list[Newsroom],
    posts: Posts,
    private: set[tuple[str, str]],
    rooms: dict[tuple[str, str], Newsroom],
) -> list[Attribution]:
    """Who speaks in a sentence, each with the newsroom it is heard through.

    Of several voices heard through one newsroom the nearest counts: an official who
    tells what a minister said is the origin of that.
    """
    spoken = [
        (
            int(row["depth"]),
            _voice(row, posts, private),
            rooms.get((row["article_id"], row["via"])),
        )
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
    if mouth := row["body"]:
        office = find_body(mouth) or content_words(mouth) <= role_words()
        return describe(mouth, "office" if office else "organisation", posts)
    if row["kind"] == "person":
        return Voice(plain_name(row["name"]), "person", *posts[row["name"]])
    voice = describe(row["name"], row["kind"], posts)
    return replace(voice, exclusive=(row["article_id"], row["name"]) in private)


def _credits_by_sentence(
    sentences: list[Sentence], credits: pd.DataFrame
) -> list[list[dict[str, Any]]]:
    """Rows by sentence; who speaks for a body in one article does so in all."""
    spoken_for = credits.dropna(subset=["body"]).sort_values(["name", "body"])
    mouths = dict(zip(spoken_for["name"], spoken_for["body"], strict=True))
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in credits.sort_values(["article_id", "start"]).to_dict("records"):
        row.update({key: _present(row[key]) for key in ("suspect", "via", "body")})
        row["body"] = row["body"] or mouths.get(row["name"])
        rows[row["article_id"]].append(row)
    return [
        [row for row in rows[s.article_id] if s.start <= row["start"] < s.end]
        for s in sentences
    ]


def _present(value: Any) -> str | None:
    return value if isinstance(value, str) else None
