"""Who gathered each sentence, and who said it first.

One row per sentence, newsroom and voice. What a sentence does not tell itself is
taken from where a reader would take it: from the sentence before it in the same
paragraph, from an earlier sentence of the same unnamed voice, and from its twins in
other articles, because a copy that lost its credit still leads where its original
leads.
"""

from collections import defaultdict
from typing import Any

import pandas as pd

from ..tables import make_table
from .bodies import NEWS_KINDS, Voice, describe, fold
from .newsrooms import Newsroom, count_votes, own_newsrooms
from .twins import Sentence, find_twins, join_families, place_sentences

BELIEVED = 0.5
CONTEXT = 60  # characters before a name, which may hold state and office


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
        self.sentences = place_sentences(sentences, zones)
        self.credits = _credits_by_sentence(self.sentences, credits)
        self.digests = set(
            zones.loc[zones["kind"] == "list of reports", "article_id"].tolist()
        )
        believed = reuse[reuse["derived"].fillna(0) >= BELIEVED]
        twins = find_twins(self.sentences, passages, believed, self.text)
        self.families = join_families(self.sentences, twins)
        self.outlets = [self._outlets(at) for at in range(len(self.sentences))]
        votes = count_votes(self.sentences, twins, self.outlets, believed)
        self.own = own_newsrooms(articles, credits, votes)
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

    def _outlets(self, at: int) -> list[Newsroom]:
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
        if credited := self.outlets[at]:
            return credited, "credited"
        for voice in voices:
            if known := self.via.get((sentence.article_id, fold(voice.name))):
                return known, "carried"
        family = self.families[at]
        if elsewhere := sorted(
            {room for twin in family for room in self.outlets[twin]}
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
            outlets = self.outlets[at]
            for voice in self.voices_in(at):
                if outlets and voice.kind == "anonymous":
                    found.setdefault((sentence.article_id, fold(voice.name)), outlets)
        return found


def _credits_by_sentence(
    sentences: list[Sentence], credits: pd.DataFrame
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
