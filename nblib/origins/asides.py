"""Which of a sentence's voices speak of a claim.

"Orlo said the dam would hold, and an aide said the talks would go on" has two voices,
and a claim about the dam has one of them. What the other newsrooms that tell the claim
say of it shows which. "Norway and Chad have offered to help" has two voices and two
offers: where others tell of Norway's offer alone, that is the claim.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import chain

from ..credits.verbs import verb_forms
from ..reuse.stems import content_stem
from ..vectors.words import fold, word_pattern
from .graph import Statement

ASIDE = 0.5  # of the words that the nearest voice shares with the claim's other tellers
TEXTS = 2**12  # whose stems are kept in mind
FORMS = 2**16  # of words, likewise


def without_asides(
    rows: Sequence[Statement], spans: Collection[tuple[str, Collection[Statement]]]
) -> list[Statement]:
    """Leave out voices that say something else in a sentence that tells a claim.

    Parameters
    ----------
    rows : sequence of Statement
        Statements that the claim's spans meet.
    spans : collection of (str, collection of Statement)
        The text of each span, with the statements that it meets.
    """
    sentences: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for row in rows:
        sentences[row.sentence].append(row)
    several = [
        held
        for held in sentences.values()
        if len(held) > 1 and all(row.said is not None for row in held)
    ]
    if not several:
        return list(rows)
    tellers = _Tellers(sentences, spans)
    aside: set[int] = set()
    for held in several:
        rooms = {row.pipeline for row in held}
        shared = [tellers.shared(row.said or "", rooms) for row in held]
        bound = [row for row in held if row.cue in _promises()]
        own = tellers.states(rooms) if bound else set()
        if any(row.voice.state in own for row in bound):
            aside |= {id(row) for row in bound if row.voice.state not in own}
        least = ASIDE * max(shared)
        aside |= {id(row) for row, n in zip(held, shared, strict=True) if n < least}
    return [row for row in rows if id(row) not in aside]


class _Tellers:
    """What the tellers of a claim tell, for whoever asks what the others do.

    Others are other newsrooms, and sentences of one voice, which are no copies of a
    sentence of several.
    """

    def __init__(
        self,
        sentences: dict[tuple[str, int], list[Statement]],
        spans: Collection[tuple[str, Collection[Statement]]],
    ) -> None:
        self.alone = {place for place, held in sentences.items() if len(held) == 1}
        self.of_alone = {sentences[place][0].voice.state for place in self.alone}
        self.of_room: dict[str, set[str]] = defaultdict(set)
        for held in sentences.values():
            for row in held:
                self.of_room[row.pipeline].add(row.voice.state)
        self.told: set[str] = set()  # by sentences of one voice
        self.rooms: dict[str, list[set[str]]] = defaultdict(list)  # by stem
        for text, met in spans:
            if any(row.sentence in self.alone for row in met):
                self.told |= _stems(text)
                continue
            for stem in _stems(text):
                self.rooms[stem].append({row.pipeline for row in met})

    def shared(self, said: str, rooms: set[str]) -> int:
        """Count the words that what is said shares with what others than these tell."""
        return sum(
            stem in self.told
            or any(not held <= rooms for held in self.rooms.get(stem, ()))
            for stem in _stems(said)
        )

    def states(self, rooms: set[str]) -> set[str]:
        """States for which somebody speaks to others than these newsrooms."""
        found = set(self.of_alone)
        return found.union(*(self.of_room[r] for r in self.of_room if r not in rooms))


@cache
def _promises() -> frozenset[str]:
    """Forms of verbs that bind who speaks, and nobody else."""
    return frozenset(
        form for form, verb in verb_forms().items() if verb.kind == "promise"
    )


@lru_cache(maxsize=TEXTS)
def _stems(text: str) -> frozenset[str]:
    forms = set(word_pattern().findall(text))  # a text repeats its words
    return frozenset(chain.from_iterable(map(_stems_of, forms)))


@lru_cache(maxsize=FORMS)
def _stems_of(form: str) -> tuple[str, ...]:
    """Return the stems of what a word folds to, apart from function words."""
    stems = (content_stem(word.folded, False) for word in fold(form))
    return tuple(stem for stem in stems if stem)
