"""Who gathered each sentence, and who said it first.

One row per sentence, newsroom and voice. What a sentence does not tell itself is
taken from where a reader would take it: from the sentence before it in the same
paragraph, from an earlier sentence of the same unnamed voice, and from its twins in
other articles, because a copy that lost its credit still leads where its original
leads.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

import pandas as pd

from ..tables import make_table
from .attributions import Attribution, read_attributions
from .bodies import Voice, fold
from .facts import Facts, Sentence, split_facts
from .garbled import mark_garbled, name_likely_ancestors
from .newsrooms import MOSTLY, Newsroom, count_votes, find_copies, own_newsrooms
from .twins import find_twins, join_families
from .witnesses import find_owners

Evidence = tuple[list[Attribution], str, tuple[int, int]]


def make_statements(
    articles: pd.DataFrame,
    *,
    outlets: pd.DataFrame | None = None,
    components: pd.DataFrame | None = None,
    **upstream: pd.DataFrame,
) -> pd.DataFrame:
    """Trace every sentence to newsrooms and voices.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    outlets : DataFrame, optional
        The pile's own list of outlets.
    components : DataFrame, optional
        The table of that name, of these articles: each is traced as if it were alone.
        All articles are one component when left out.
    **upstream : DataFrame
        `zones, sentences, credits, reuse, passages, quotes`, as of `split_facts`.

    Returns
    -------
    DataFrame
        The statements table, in reading order. `basis` says how the sentence leads to
        the newsroom: credited (in the sentence), carried (from the text before it),
        copied (from a twin in another article), own (the newsroom's own report),
        digest (the article sums up reports of others) or unmeasured (a language whose
        credits are not read). `voice` is missing where nobody is named; then the
        newsroom itself is the origin.
    """
    outlets = make_table("outlets", []) if outlets is None else outlets
    listed = list(zip(outlets["name"], outlets["kind"], strict=True))
    parts = split_facts(articles, components=components, **upstream)
    rows = [row for part in parts for row in _Tracer(part, listed).rows()]
    rows.sort(key=itemgetter("article_id", "start"))
    return make_table("statements", rows)


class _Tracer:
    """The facts of a component, looked up by sentence."""

    def __init__(self, facts: Facts, listed: Sequence[tuple[str, str | None]]) -> None:
        articles, self.sentences, credits, quotes, believed, passages, digests = facts
        self.digests = digests
        self.articles = {article.article_id: article for article in articles}
        texts = {article.article_id: article.text for article in articles}
        alike = find_twins(self.sentences, passages, believed, texts)
        stated = [article.outlet for article in articles if article.outlet]
        names = [*stated, *(name for name, _ in listed)]
        credits = mark_garbled(credits, self.sentences, alike, names)
        owners = find_owners(articles, [n for n, kind in listed if kind != "agency"])
        credited = read_attributions(self.sentences, credits, quotes, texts, owners)
        self.outlets, self.told, self.named, self.said = credited
        believed = name_likely_ancestors(believed, credits)
        self._join([twin for twin in alike if self._copied(*twin)])
        votes = count_votes(self.sentences, self.twins, self.outlets, believed)
        self.own = own_newsrooms(articles, credits, owners, votes)
        self.stated = own_newsrooms(articles, credits, owners, {})
        for copy, original in find_copies(
            self.sentences, alike, believed, age=self._age
        ):
            self.own[copy] = self.own[original]
        self.evidence: dict[int, Evidence] = {}
        self.via = self._chains()
        self.roots = self._find_roots()
        self.own |= dict(self._untold())
        self.roots = self._find_roots()

    def _copied(self, one: int, other: int, kind: str) -> bool:
        """Whether a passage shows copying.

        Two newsrooms that put one public statement into their own words need not
        have read each other. What a state "says" are no words of anybody's: a
        newsroom sums them up, and another one that does so alike has read it.
        """
        return kind != "reworded" or not all(
            any(
                v and v.kind not in ("anonymous", "state") and not room
                for v, room in self.told[at]
            )
            for at in (one, other)
        )

    def _join(self, copied: list[tuple[int, int, str]]) -> None:
        self.families = join_families(copied)
        twins: dict[int, list[int]] = defaultdict(list)
        for one, other, _ in copied:
            twins[one].append(other)
            twins[other].append(one)
        self.twins = dict(twins)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the statement rows of all sentences."""
        for at, sentence in enumerate(self.sentences):
            told, basis, evidence = self._evidence(at)
            for voice, room in told:
                rooms, how = ([room], basis) if room else self._newsrooms(at, voice)
                for newsroom in rooms:
                    yield {
                        "article_id": sentence.article_id,
                        "start": sentence.start,
                        "end": sentence.end,
                        "pipeline": newsroom.name,
                        "pipeline_kind": newsroom.kind,
                        **self._voice(at, voice, newsroom),
                        "basis": self._basis(sentence.article_id, newsroom, how),
                        "evidence_start": evidence[0],
                        "evidence_end": evidence[1],
                    }

    def _voice(self, at: int, voice: Voice | None, room: Newsroom) -> dict[str, Any]:
        """Columns that tell of a voice; a witness without a name is the newsroom."""
        if voice is None:
            return {}
        cue, said = self.said[at].get(voice.name, (None, None))
        return {
            "voice": voice.name or room.name,
            "voice_kind": voice.kind,
            "state": voice.state or None,
            "body": voice.body or None,
            "cue": cue,
            "said": said,
            "exclusive": voice.exclusive,
        }

    def _basis(self, article_id: str, newsroom: Newsroom, how: str) -> str:
        """Name how a sentence leads to a newsroom; nobody copies his own report.

        A wire tag credits the agency for the whole of an outlet's article.
        """
        if article_id in self.digests:
            return "digest"
        if how != "copied" or newsroom != self.stated[article_id]:
            return how
        tagged = self.articles[article_id].outlet not in (newsroom.name, None)
        return "credited" if tagged and newsroom.kind == "agency" else "own"

    def _evidence(self, at: int) -> Evidence:
        """Attributions that hold for a sentence, how they are known, and where."""
        if at not in self.evidence:
            self.evidence[at] = self._find_evidence(at)
        return self.evidence[at]

    def _find_evidence(self, at: int) -> Evidence:
        here = self.sentences[at]
        for place, basis in self._reading(at):
            if self.told[place]:
                shown = here if basis == "copied" else self.sentences[place]
                told = [
                    pair for t in self.told[place] for pair in self._voiced(t, place)
                ]
                return told, basis, (shown.start, shown.end)
        return [(None, None)], "own", (here.start, here.end)

    def _reading(self, at: int) -> Iterator[tuple[int, str]]:
        """Yield where the credit of a sentence may stand, nearest first, and how."""
        yield at, "credited"
        article_id, _, _, paragraph = self.sentences[at]
        for back in range(at - 1, -1, -1):
            name, _, _, above = self.sentences[back]
            if above != paragraph or name != article_id:
                break
            yield back, "carried"
        for twin in self.twins.get(at, ()):
            yield twin, "copied"

    def _voiced(self, told: Attribution, at: int) -> list[Attribution]:
        """Give an attribution what its twins tell: voices, tellers, newsrooms."""
        if at not in self.twins:
            return [told]
        voice, room = told
        heard = [v for twin in self.twins[at] for v, _ in self.told[twin] if v]
        if voice is None:
            return [(v, room) for v in dict.fromkeys(heard)] or [told]
        for twin in self.twins[at]:
            if voice.name in self.named[twin] - {v.name for v in heard}:
                return self.told[twin]  # the twin names who told of this voice
        alike = [v for v in heard if (v.state, v.body) == (voice.state, voice.body)]
        if any(v.exclusive for v in alike):
            voice = replace(voice, exclusive=True)
        return [(voice, room)]

    def _newsrooms(self, at: int, voice: Voice | None) -> tuple[list[Newsroom], str]:
        """Newsrooms of what the sentence credits to none, and how they are known."""
        sentence, root = self.sentences[at], self.roots[at]
        if voice and (known := self._heard_through(voice, sentence)):
            return [known], "carried"
        if elsewhere := {
            room for twin in self.twins.get(at, ()) for room in self.outlets[twin]
        }:
            return sorted(elsewhere), "copied"
        if root != at:
            found = [
                room
                for v, known in self._evidence(root)[0]
                for room in ([known] if known else self._newsrooms(root, v)[0])
            ]
            return sorted(set(found)), "copied"
        read = self.articles[sentence.article_id].language in (None, "en")
        return [self.own[sentence.article_id]], "copied" if read else "unmeasured"

    def _find_roots(self) -> list[int]:
        """Return for each sentence the one that all of its family leads back to."""
        roots = list(range(len(self.sentences)))
        age = {article_id: self._age(article_id) for article_id in self.articles}
        for family in self.families:
            root = min(family, key=lambda at: (age[self.sentences[at].article_id], at))
            for at in family:
                roots[at] = root
        return roots

    def _age(self, article_id: str) -> tuple[bool, int, str, str]:
        """Order of articles as parents: no digest, agencies, then the oldest."""
        published = self.articles[article_id].published
        dated = published or "9"
        rank = {"agency": 0, "unknown": 2}.get(self.own[article_id].kind, 1)
        return article_id in self.digests, rank, dated, article_id

    def _untold(self) -> Iterator[tuple[str, Newsroom]]:
        """Newsrooms of what texts without an outlet tell without attribution.

        Who copied most of that from one newsroom reports nothing himself.
        """
        held: dict[str, list[Newsroom]] = defaultdict(list)
        for at, sentence in enumerate(self.sentences):
            name = sentence.article_id
            if self.own[name].kind == "unknown" and not self.told[at]:
                held[name] += self._newsrooms(at, None)[0][:1]
        for name, rooms in held.items():
            room, times = Counter(rooms).most_common(1)[0]
            if room != self.own[name] and times > MOSTLY * len(rooms):
                yield name, room

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
