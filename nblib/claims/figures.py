"""Figures that contradict each other across articles.

Two figures are set against each other only if each article lacks the other's: what
both tell they agree on, and the rest counts other things. They must count the same
in the same event, or stand among the same words, or in two passages of which one
was made from the other; and they must not be of different periods, sorts of people,
or one a tally of the other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import product

from ..lexicons import word_group
from .facts import LENGTHS, PEOPLE, Fact, sorts_of_people
from .reading import Reading

BESIDE = 0.45  # likeness of the words beside two figures, where no event ties them
AROUND = 0.30  # of their sentences, likewise
TIED_BESIDE, TIED_AROUND = 0.25, 0.2  # likewise, of one noun next to the same word
COMMON = frozenset({"#say", "#first", "#last"})
SAME_EVENT = 0.08  # of their sentences, where an event ties them
FAR = 5  # times as many; reports of one thing seldom lie so far apart
UPDATE = 2  # days after which a higher count of people is news and no contradiction
DAY = timedelta(days=1)
RECENT = 30  # days before publication; what lies further back is background

Key = tuple[str, ...]
Pair = tuple[Fact, Fact]


def contradicting_figures(facts: list[Fact], reading: Reading) -> Iterator[Pair]:
    """Yield the pairs of facts of two articles that contradict each other."""
    for told, test in (
        (_by(facts, lambda f: (f.unit, f.frame) if f.frame else None), _of_one_event),
        (_by(facts, lambda f: (f.unit,)), _in_one_place),
    ):
        for by_article in told.values():
            for pair in reading.related.pairs(by_article):
                for one, two in left_over(*(by_article[key] for key in pair)):
                    if test(one, two, reading) and comparable(one, two, reading):
                        yield one, two


def left_over(one: list[Fact], two: list[Fact]) -> list[Pair]:
    """Return what is left, one figure on each side, of those that both share."""
    here = [fact for fact in one if not any(_shared(fact, other) for other in two)]
    there = [fact for fact in two if not any(_shared(fact, other) for other in one)]
    if any(len({fact.number.value for fact in side}) != 1 for side in (here, there)):
        return []
    return list(product(here, there))


def _shared(one: Fact, two: Fact) -> bool:
    """Whether a figure agrees with another, or with what the other adds up to."""
    return (
        one.number.agrees(two.number)
        or one.number.value in two.sums
        or two.number.value in one.sums
    )


def within_articles(
    facts: list[Fact], voices: dict[tuple[str, int], str]
) -> Iterator[Pair]:
    """Yield figures that an article itself sets against each other.

    The second one follows in the next sentence, counts the same, and is somebody
    else's.
    """
    by_order: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_order[fact.setting.order].append(fact)
    for fact in facts:
        for later in by_order[fact.setting.order + 1]:
            speakers = {
                voices.get((f.article_id, f.setting.start)) for f in (fact, later)
            }
            if (
                fact.article_id == later.article_id
                and fact.unit == later.unit
                and len({fact.frame, later.frame} - {""}) == 1
                and len(speakers - {None}) == 2
                and not fact.number.agrees(later.number)
                and _of_one_kind(fact, later)
            ):
                yield fact, later


def _by(
    facts: Iterable[Fact], key_of: Callable[[Fact], Key | None]
) -> dict[Key, dict[str, list[Fact]]]:
    told: dict[Key, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        key = key_of(fact)
        if key is not None:
            told[key][fact.article_id].append(fact)
    return told


def _of_one_event(one: Fact, two: Fact, reading: Reading) -> bool:
    """Whether the same event befell what both count, by and large as many."""
    low, high = sorted((one.number.value, two.number.value))
    least = SAME_EVENT if high <= FAR * low else AROUND
    return _around(one, two, reading) >= least


def _around(one: Fact, two: Fact, reading: Reading) -> float:
    """Return how near the sentences of two figures are."""
    likeness = reading.likeness[one.setting.block]
    return likeness(one.setting.context, two.setting.context)


def _in_one_place(one: Fact, two: Fact, reading: Reading) -> bool:
    """Whether both figures stand among the same words, or next to one and the same."""
    if one.frame != two.frame:
        return False
    tied = (
        one.number.unit == two.number.unit
        and one.unit not in LENGTHS
        and _beside_one_word(one.next, two.next)
    )
    least = (TIED_BESIDE, TIED_AROUND) if tied else (BESIDE, AROUND)
    near = reading.likeness[one.setting.block](one.near, two.near)
    return near >= least[0] and _around(one, two, reading) >= least[1]


def _beside_one_word(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two figures stand next to one word, and not to different people."""
    mine, other = one & sorts_of_people(), two & sorts_of_people()
    return bool((one & two) - COMMON) and (not (mine and other) or bool(mine & other))


def comparable(one: Fact, two: Fact, reading: Reading) -> bool:
    """Whether nothing says that two figures are of different things."""
    return (
        _of_one_kind(one, two)
        and not _update(one, two, reading.published)
        and not _elsewhere(one, two, reading)
        and not _elsewhere(two, one, reading)
    )


def periods(fact: Fact) -> list[tuple[date, date]]:
    """Return the first and last days of the dates in the sentence of a figure."""
    return [(first, last) for _, first, last in fact.setting.dates]


def _of_one_kind(one: Fact, two: Fact) -> bool:
    """Whether the sorts of people, the periods and the way of counting are one."""
    sorts = {one.sort, two.sort} - {""}
    tallies = [bool(fact.setting.context & word_group("tally")) for fact in (one, two)]
    mine, other = periods(one), periods(two)
    one_period = not (mine and other) or any(
        a <= d and c <= b for a, b in mine for c, d in other
    )
    return len(sorts) < 2 and tallies[0] == tallies[1] and one_period


def _update(one: Fact, two: Fact, published: dict[str, date]) -> bool:
    """Whether the later article tells a count of people that has grown since."""
    first, second = published.get(one.article_id), published.get(two.article_id)
    if one.unit != PEOPLE or first is None or second is None:
        return False
    days = (second - first).days
    later, earlier = (two, one) if days > 0 else (one, two)
    return abs(days) >= UPDATE and later.number.high > earlier.number.high


def _elsewhere(one: Fact, two: Fact, reading: Reading) -> bool:
    """Whether `one` is of a place or a time that the article of `two` leaves out."""
    places, known = one.setting.places, reading.vocabulary[two.article_id]
    if places and not places & known:
        return True
    published = reading.published.get(one.article_id)
    if periods(two) or not periods(one):
        return False
    if published is None:
        return all(last - first > DAY for first, last in periods(one))
    return all(last < published - timedelta(days=RECENT) for _, last in periods(one))
