"""Who gathered each sentence, and who said it first.

One row per sentence, newsroom and voice. What a sentence does not tell itself is
taken from where a reader would take it: from the sentence before it in the same
paragraph, from an earlier sentence of the same unnamed voice, and from its twins in
other articles, because a copy that lost its credit still leads where its original
leads.
"""

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pandas as pd

from ..tables import make_table
from .bodies import NEWS_KINDS, Voice, describe, fold, plain_name
from .newsrooms import (
    WHOLE_ARTICLE_CUES,
    Newsroom,
    count_votes,
    find_copies,
    own_newsrooms,
)
from .posts import find_posts
from .twins import Sentence, find_twins, join_families, place_sentences

BELIEVED = 0.5
TOLD = ("told", "tells", "telling", "spoke to", "speaking to", "in an interview with")
Attribution = tuple[Voice | None, Newsroom | None]


def make_statements(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame,
    sentences: pd.DataFrame,
    credits: pd.DataFrame,
    reuse: pd.DataFrame,
    passages: pd.DataFrame,
) -> pd.DataFrame:
    """Trace every sentence to newsrooms and voices.

    Parameters
    ----------
    articles, zones, sentences, credits, reuse, passages : DataFrame
        The tables of those names.

    Returns
    -------
    DataFrame
        The statements table. `basis` says how the sentence leads to the newsroom:
        credited (in the sentence), carried (from the text before it), copied (from
        a twin in another article), own (the newsroom's own report), digest (the
        article sums up reports of others) or unmeasured (a language whose credits
        are not read). `voice` is missing where nobody is named; then the newsroom
        itself is the origin.
    """
    tracer = _Tracer(articles, zones, sentences, credits, reuse, passages)
    return make_table(
        "statements",
        [row for at in range(len(tracer.sentences)) for row in tracer.rows(at)],
    )


class _Tracer:
    """The facts of a pile, looked up by sentence."""

    def __init__(
        self,
        articles: pd.DataFrame,
        zones: pd.DataFrame,
        sentences: pd.DataFrame,
        credits: pd.DataFrame,
        reuse: pd.DataFrame,
        passages: pd.DataFrame,
    ) -> None:
        self.text = dict(zip(articles["article_id"], articles["text"], strict=True))
        self.published = dict(
            zip(articles["article_id"], articles["published"], strict=True)
        )
        self.unmeasured = set(
            articles.loc[articles["language"].fillna("en") != "en", "article_id"]
        )
        self.sentences = place_sentences(sentences, zones)
        self.credits = _credits_by_sentence(self.sentences, credits)
        people = credits.loc[credits["kind"] == "person", "name"]
        self.posts = find_posts(people, self.text.values())
        private = credits[
            (credits["kind"] == "anonymous")
            & credits["via"].notna()
            & credits["cue"].isin(TOLD)
        ]
        self.private = set(zip(private["article_id"], private["name"], strict=True))
        self.digests = set(
            zones.loc[zones["kind"] == "list of reports", "article_id"].tolist()
        )
        believed = reuse[reuse["derived"].fillna(0) >= BELIEVED]
        everywhere = range(len(self.sentences))
        self.outlets = [self._outlets(at) for at in everywhere]
        self.told = [self._attributions(at) for at in everywhere]
        alike = find_twins(self.sentences, passages, believed, self.text)
        twins = [
            (one, other)
            for one, other, kind in alike
            if kind != "reworded" or not (self._public(one) and self._public(other))
        ]
        self.families = join_families(self.sentences, twins)
        self.twins: dict[int, list[int]] = defaultdict(list)
        for one, other in twins:
            self.twins[one].append(other)
            self.twins[other].append(one)
        real = dict(zip(credits["name"], credits["suspect"], strict=True))
        ancestors = believed["ancestor"].replace(
            {name: likely for name, likely in real.items() if _present(likely)}
        )
        believed = believed.assign(ancestor=ancestors)
        votes = count_votes(self.sentences, twins, self.outlets, believed)
        self.own = own_newsrooms(articles, credits, votes)
        for copy, original in find_copies(
            self.sentences, alike, believed, age=self._age
        ):
            self.own[copy] = self.own[original]
        self.via = self._chains()

    def rows(self, at: int) -> list[dict[str, Any]]:
        """Statement rows of the sentence `at`."""
        sentence = self.sentences[at]
        told, basis, evidence = self._evidence(at)
        found = []
        for voice, room in told:
            rooms, how = ([room], basis) if room else self._newsrooms(at, voice, basis)
            found += [
                {
                    "article_id": sentence.article_id,
                    "start": sentence.start,
                    "end": sentence.end,
                    "pipeline": newsroom.name,
                    "pipeline_kind": newsroom.kind,
                    "voice": voice.name if voice else None,
                    "voice_kind": voice.kind if voice else None,
                    "state": (voice.state or None) if voice else None,
                    "body": (voice.body or None) if voice else None,
                    "exclusive": voice.exclusive if voice else None,
                    "basis": how,
                    "evidence_start": evidence[0],
                    "evidence_end": evidence[1],
                }
                for newsroom in rooms
            ]
        return found

    def _outlets(self, at: int) -> list[Newsroom]:
        """News organisations that the sentence credits for what it says."""
        return [
            Newsroom(row["suspect"] or row["name"], row["kind"])
            for row in self.credits[at]
            if row["kind"] in NEWS_KINDS and row["cue"] not in WHOLE_ARTICLE_CUES
        ]

    def _attributions(self, at: int) -> list[Attribution]:
        """Who speaks in the sentence, each with the newsroom it is heard through.

        Of several voices heard through one newsroom the nearest counts: an official
        who tells what a minister said is the origin of that.
        """
        rooms = {
            row["name"]: Newsroom(row["suspect"] or row["name"], row["kind"])
            for row in self.credits[at]
            if row["kind"] in NEWS_KINDS
        }
        spoken = [
            (int(row["depth"]), self._voice(row), rooms.get(row["via"]))
            for row in self.credits[at]
            if row["kind"] not in (*NEWS_KINDS, "hearsay")
        ]
        nearest: dict[Newsroom | None, int] = {}
        for depth, _, room in spoken:
            nearest[room] = min(depth, nearest.get(room, depth))
        told: list[Attribution] = [
            (voice, room) for depth, voice, room in spoken if depth == nearest[room]
        ]
        told += [(None, room) for room in self.outlets[at] if room not in nearest]
        return list(dict.fromkeys(told))

    def _voice(self, row: dict[str, Any]) -> Voice:
        if row["kind"] == "person":
            return Voice(plain_name(row["name"]), "person", *self.posts[row["name"]])
        voice = describe(row["name"], row["kind"], self.posts)
        return replace(
            voice, exclusive=(row["article_id"], row["name"]) in self.private
        )

    def _public(self, at: int) -> bool:
        """Whether the sentence credits somebody whom every newsroom can hear.

        Two newsrooms that put one public statement into their own words need not
        have read each other.
        """
        return any(
            voice and voice.kind != "anonymous" and not room
            for voice, room in self.told[at]
        )

    def _evidence(self, at: int) -> tuple[list[Attribution], str, tuple[int, int]]:
        """Attributions that hold for a sentence, how they are known, and where."""
        here = self.sentences[at]
        steps = [(at, "credited")]
        back = at - 1
        while back >= 0 and self.sentences[back][::3] == here[::3]:
            steps.append((back, "carried"))
            back -= 1
        steps += [(twin, "copied") for twin in self.twins[at]]
        for place, basis in steps:
            if self.told[place]:
                shown = here if basis == "copied" else self.sentences[place]
                told = [
                    pair for t in self.told[place] for pair in self._voiced(t, place)
                ]
                return told, basis, (shown.start, shown.end)
        return [(None, None)], "own", (here.start, here.end)

    def _voiced(self, told: Attribution, at: int) -> list[Attribution]:
        """Give an attribution what its twins tell: voices, or whom they spoke to."""
        voice, room = told
        heard = [v for twin in self.twins[at] for v, _ in self.told[twin] if v]
        if voice is None:
            return [(v, room) for v in dict.fromkeys(heard)] or [told]
        alike = [v for v in heard if (v.state, v.body) == (voice.state, voice.body)]
        private = voice.exclusive or any(v.exclusive for v in alike)
        return [(replace(voice, exclusive=private), room)]

    def _newsrooms(
        self, at: int, voice: Voice | None, basis: str
    ) -> tuple[list[Newsroom], str]:
        """Newsrooms of what the sentence does not credit to one."""
        sentence, family = self.sentences[at], self.families[at]
        if voice and (known := self._heard_through(voice, sentence)):
            return [known], "carried"
        if elsewhere := {
            room for twin in self.twins[at] for room in self.outlets[twin]
        }:
            return sorted(elsewhere), "copied"
        root = min(family, key=lambda t: (self._age(self.sentences[t].article_id), t))
        if root != at:
            found = [
                room
                for v, known in self._evidence(root)[0]
                for room in ([known] if known else self._newsrooms(root, v, basis)[0])
            ]
            return sorted(set(found)), "copied"
        if sentence.article_id in self.digests:
            basis = "digest"
        elif sentence.article_id in self.unmeasured:
            basis = "unmeasured"
        return [self.own[sentence.article_id]], basis

    def _age(self, article_id: str) -> tuple[bool, int, str, str]:
        """Order of articles as parents: no digest, agencies, then the oldest."""
        published = self.published[article_id]
        dated = published if isinstance(published, str) else "9"
        rank = {"agency": 0, "unknown": 2}.get(self.own[article_id].kind, 1)
        return article_id in self.digests, rank, dated, article_id

    def _chains(self) -> dict[tuple[str, str], tuple[int, Newsroom]]:
        """Unnamed voices that an article heard through a news organisation."""
        found: dict[tuple[str, str], tuple[int, Newsroom]] = {}
        for sentence, told in zip(self.sentences, self.told, strict=True):
            for voice, room in told:
                if voice and room and voice.kind == "anonymous":
                    key = (sentence.article_id, fold(voice.name))
                    found.setdefault(key, (sentence.start, room))
        return found

    def _heard_through(self, voice: Voice, sentence: Sentence) -> Newsroom | None:
        """Return whom the article named before as having heard this voice."""
        start, room = self.via.get(
            (sentence.article_id, fold(voice.name)), (sentence.start, None)
        )
        return room if start < sentence.start else None


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
