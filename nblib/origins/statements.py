"""Who gathered each sentence, and who said it first.

One row per sentence, newsroom and voice. What a sentence does not tell itself is
taken from where a reader would take it: from the sentence before it in the same
paragraph, from an earlier sentence of the same unnamed voice, and from its twins in
other articles, because a copy that lost its credit still leads where its original
leads. Only the reporter's own words make twins: two newsrooms that quote the same
words may both have heard them.
"""

from collections import Counter, defaultdict
from typing import Any, NamedTuple

import pandas as pd

from ..tables import make_table
from .bodies import NEWS_KINDS, Voice, describe, fold

WHOLE_ARTICLE_CUES = ("dateline", "wire tag", "credit line")
BELIEVED = 0.5
CONTEXT = 60  # characters before a name, which may hold state and office
QUOTED_SHARE = 0.8  # a passage that is speech to this share shows no copying
OWN_WORDS = 4  # words outside quotation marks that a copied sentence needs


class Newsroom(NamedTuple):
    """Who gathered a report: the outlet's own people, or an agency."""

    name: str
    kind: str


class _Sentence(NamedTuple):
    article_id: str
    start: int
    end: int
    paragraph: int


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
        a twin in another article), own (the newsroom's own report) or digest
        (the article sums up reports of others). `voice` is missing where nobody is
        named; then the newsroom itself is the origin.
    """
    tracer = _Tracer(articles, zones, sentences, credits, reuse, passages)
    return make_table(
        "statements", [row for at in tracer.sentences for row in tracer.rows(at)]
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
        self.sentences = _sentences(sentences, zones)
        self.credits = _credits_by_sentence(self.sentences, credits)
        self.digests = set(
            zones.loc[zones["kind"] == "list of reports", "article_id"].tolist()
        )
        believed = reuse[reuse["derived"].fillna(0) >= BELIEVED]
        self.twins = _twins(self.sentences, passages, believed, self.text)
        self.families = _families(self.sentences, self.twins)
        self.own = _own_newsrooms(articles, credits, believed, self)
        self.via = self._chains()

    def rows(self, at: int) -> list[dict[str, Any]]:
        """Statement rows of the sentence `at`."""
        sentence = self.sentences[at]
        voices, basis, evidence = self._voices(at)
        newsrooms, how = self._newsrooms(at, voices)
        if how in ("copied", "digest") or basis == "own":
            basis = how
        return [
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
                "basis": basis,
                "evidence_start": evidence[0],
                "evidence_end": evidence[1],
            }
            for newsroom in newsrooms
            for voice in (voices or [None])
        ]

    def outlets_in(self, at: int) -> list[Newsroom]:
        """News organisations that the sentence credits."""
        return [
            Newsroom(row.get("suspect") or row["name"], row["kind"])
            for row in self.credits[at]
            if row["kind"] in NEWS_KINDS
        ]

    def voices_in(self, at: int) -> list[Voice]:
        """Those who speak in the sentence, nearest to the event first heard."""
        spoken = [
            row
            for row in self.credits[at]
            if row["kind"] not in (*NEWS_KINDS, "hearsay")
        ]
        if not spoken:
            return []
        nearest = min(int(row["depth"]) for row in spoken)
        return list(
            dict.fromkeys(
                self.voice(row) for row in spoken if int(row["depth"]) == nearest
            )
        )

    def voice(self, row: dict[str, Any]) -> Voice:
        """Return the voice of one credit."""
        text = self.text[row["article_id"]]
        before = text[max(0, row["start"] - CONTEXT) : row["start"]]
        return describe(row["name"], row["kind"], before.rpartition(". ")[2])

    def _voices(self, at: int) -> tuple[list[Voice], str, tuple[int, int]]:
        """Voices of a sentence, how they are known, and the evidence span."""
        here = self.sentences[at]
        steps = [(at, "credited")]
        back = at - 1
        while back >= 0 and self.sentences[back][::3] == here[::3]:
            steps.append((back, "carried"))
            back -= 1
        for place, basis in steps:
            if self.credits[place]:
                sentence = self.sentences[place]
                return self.voices_in(place), basis, (sentence.start, sentence.end)
        for twin in self.families[at]:
            if found := self.voices_in(twin):
                return found, "copied", (here.start, here.end)
        return [], "own", (here.start, here.end)

    def _newsrooms(self, at: int, voices: list[Voice]) -> tuple[list[Newsroom], str]:
        sentence = self.sentences[at]
        if credited := self.outlets_in(at):
            return credited, "credited"
        for voice in voices:
            if known := self.via.get((sentence.article_id, fold(voice.name))):
                return known, "carried"
        family = self.families[at]
        if elsewhere := sorted(
            {room for twin in family for room in self.outlets_in(twin)}
        ):
            return elsewhere, "copied"
        if len(family) > 1:
            first = min(self._age(self.sentences[twin].article_id) for twin in family)
            how = "own" if first[-1] == sentence.article_id else "copied"
            return [self.own[first[-1]]], how
        how = "digest" if sentence.article_id in self.digests else "own"
        return [self.own[sentence.article_id]], how

    def _age(self, article_id: str) -> tuple[bool, bool, str, str]:
        """Order of articles as parents: no digest, agencies, then the oldest."""
        published = self.published[article_id]
        dated = published if isinstance(published, str) else "9"
        agency = self.own[article_id].kind == "agency"
        return article_id in self.digests, not agency, dated, article_id

    def _chains(self) -> dict[tuple[str, str], list[Newsroom]]:
        """Unnamed voices that an article heard through a news organisation."""
        found: dict[tuple[str, str], list[Newsroom]] = {}
        for at, sentence in enumerate(self.sentences):
            outlets = self.outlets_in(at)
            for voice in self.voices_in(at):
                if outlets and voice.kind == "anonymous":
                    found.setdefault((sentence.article_id, fold(voice.name)), outlets)
        return found


def _sentences(sentences: pd.DataFrame, zones: pd.DataFrame) -> list[_Sentence]:
    """Sentences in reading order, each with the start of its paragraph."""
    paragraphs: dict[str, list[int]] = defaultdict(list)
    for article_id, start in zip(zones["article_id"], zones["start"], strict=True):
        paragraphs[article_id].append(start)
    found = []
    for row in sentences.sort_values(["article_id", "start"]).to_dict("records"):
        above = [s for s in paragraphs[row["article_id"]] if s <= row["start"]]
        found.append(
            _Sentence(
                row["article_id"], row["start"], row["end"], max(above, default=0)
            )
        )
    return found


def _credits_by_sentence(
    sentences: list[_Sentence], credits: pd.DataFrame
) -> list[list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in credits.sort_values(["article_id", "start"]).to_dict("records"):
        row["suspect"] = _present(row.get("suspect"))
        rows[row["article_id"]].append(row)
    return [
        [row for row in rows[s.article_id] if s.start <= row["start"] < s.end]
        for s in sentences
    ]


def _present(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _twins(
    sentences: list[_Sentence],
    passages: pd.DataFrame,
    believed: pd.DataFrame,
    text: dict[str, str],
) -> list[tuple[int, int]]:
    """Pairs of sentences that one passage joins by the reporter's own words."""
    pairs = {frozenset(pair) for pair in zip(believed["a"], believed["b"], strict=True)}
    by_article: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(sentences):
        by_article[sentence.article_id].append(at)
    found = []
    for row in passages.to_dict("records"):
        if frozenset((row["a"], row["b"])) not in pairs:
            continue
        spans = (
            (row["a"], row["a_start"], row["a_end"]),
            (row["b"], row["b_start"], row["b_end"]),
        )
        if any(
            _mostly_speech(text[article], start, end) for article, start, end in spans
        ):
            continue
        one, other = (_covering(by_article[a], sentences, s, e) for a, s, e in spans)
        if one is not None and other is not None:
            found.append((one, other))
    return found


def _covering(
    places: list[int], sentences: list[_Sentence], start: int, end: int
) -> int | None:
    """Return the sentence that shares most with a span."""
    shared = {
        at: min(end, sentences[at].end) - max(start, sentences[at].start)
        for at in places
    }
    best = max(places, key=lambda at: (shared[at], -at), default=None)
    return best if best is not None and shared[best] > 0 else None


def _mostly_speech(text: str, start: int, end: int) -> bool:
    """Whether a span holds hardly a word outside quotation marks."""
    outside, inside, words = 0, text[:start].count("“") > text[:start].count("”"), 0
    for word in text[start:end].split():
        inside = inside or word[0] in '“"'
        words += 1
        outside += not inside
        if word.rstrip(".,;:!?")[-1:] in ("”", '"') or "”" in word:
            inside = False
    return words > 0 and (
        outside < OWN_WORDS and outside <= (1 - QUOTED_SHARE) * words + 2
    )


def _families(
    sentences: list[_Sentence], twins: list[tuple[int, int]]
) -> list[list[int]]:
    """For each sentence all those that twins join it to, itself included."""
    root = list(range(len(sentences)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for one, other in twins:
        low, high = sorted((find(one), find(other)))
        root[high] = low
    members: dict[int, list[int]] = defaultdict(list)
    for at in range(len(sentences)):
        members[find(at)].append(at)
    return [members[find(at)] for at in range(len(sentences))]


def _own_newsrooms(
    articles: pd.DataFrame,
    credits: pd.DataFrame,
    believed: pd.DataFrame,
    tracer: _Tracer,
) -> dict[str, Newsroom]:
    """Name the newsroom behind what an article does not credit.

    A dateline or wire tag names it; else the outlet, as stated or as its own credit
    line tells; else, for a text without an outlet, the agency that other articles
    credit for the sentences it shares with them.
    """
    own: dict[str, Newsroom] = {}
    tagged = credits[
        credits["kind"].isin(NEWS_KINDS) & credits["cue"].isin(WHOLE_ARTICLE_CUES)
    ]
    agencies = tagged[tagged["kind"] == "agency"].groupby("article_id")["name"].first()
    lines = tagged.groupby("article_id")["name"].first()
    votes = _votes(tracer, believed)
    for article_id, outlet in zip(
        articles["article_id"], articles["outlet"], strict=True
    ):
        if article_id in agencies.index:
            own[article_id] = Newsroom(agencies[article_id], "agency")
        elif isinstance(outlet, str):
            own[article_id] = Newsroom(outlet, "outlet")
        elif article_id in lines.index:
            own[article_id] = Newsroom(lines[article_id], "outlet")
        elif best := [room for room, times in votes[article_id].items() if times]:
            tally = votes[article_id]
            own[article_id] = min(best, key=lambda room: (-tally[room], room))
        else:
            own[article_id] = Newsroom(f"unknown newsroom of {article_id}", "unknown")
    return own


def _votes(tracer: _Tracer, believed: pd.DataFrame) -> dict[str, Counter[Newsroom]]:
    """By article: news organisations that others credit for its sentences.

    An article that credits the organisation itself has no vote for it: what it does
    not credit is then its own.
    """
    votes: dict[str, Counter[Newsroom]] = defaultdict(Counter)
    credited: dict[str, set[str]] = defaultdict(set)
    for at, sentence in enumerate(tracer.sentences):
        credited[sentence.article_id].update(r.name for r in tracer.outlets_in(at))
    for pair in tracer.twins:
        for at, twin in (pair, pair[::-1]):
            article_id = tracer.sentences[at].article_id
            for room in tracer.outlets_in(twin):
                votes[article_id][room] += room.name not in credited[article_id]
    if "ancestor" in believed:
        for row in believed[believed["ancestor"].notna()].to_dict("records"):
            for article_id in (row["a"], row["b"]):
                room = Newsroom(row["ancestor"], "agency")
                votes[article_id][room] += row["ancestor"] not in credited[article_id]
    return votes
