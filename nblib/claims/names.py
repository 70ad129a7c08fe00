"""Names that two articles give differently: two spellings, or two holders of a post.

A name is compared with one that shares all its words but one. Of that word both
spellings must be names (no words of the language), begin alike, and have the same
consonants or nearly the same letters. An article that has both spellings knows two
people; so has one that names both holders of a post.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, combinations
from typing import NamedTuple

from ..origins.states import find_state
from ..vectors import common_words, words
from .related import Related

NAME = r"[A-Z][\w’'-]+(?: (?:al-|bin |van |von |de |der |da )?[A-Z][\w’'-]+){1,2}"
RUN = re.compile(rf"(?<![\w’'-]){NAME}")
OFFICE = "(?:Minister|President|Chancellor|Premier|Governor|Mayor|Ambassador|Speaker)"
HOLDER = re.compile(rf"{OFFICE},? {NAME}")
POST = re.compile(
    r"(?<!former )(?<!deputy )(?<!ex-)\b"
    rf"((?:[A-Z][\w-]+ ){{1,4}}?{OFFICE}),? ({NAME})"
)
POSSESSIVE = re.compile(r"['’]s?$")
SOUNDS = (("ck", "k"), ("kh", "h"), ("ch", "h"), ("ph", "f"), ("q", "k"), ("w", "v"))
MUTE = re.compile(r"[aeiouy'’-]")
SHORT = 4  # letters; shorter names differ by one letter and are others
CLOSE = 7  # letters from which two of them may differ


Key = tuple[str, ...]


class Named(NamedTuple):
    """A name in an article.

    Attributes
    ----------
    article_id : str
        The article.
    start, end : int
        Its first place.
    name : str
        As written, without a possessive ending.
    key : tuple of str
        Its words, folded.
    """

    article_id: str
    start: int
    end: int
    name: str
    key: Key


def read_names(article_id: str, text: str) -> list[Named]:
    """Return the names of two or three words, each at its first place.

    Of three, the last two are a name by themselves as well: a title may lead them.

    Examples
    --------
    >>> [named.name for named in read_names("a", "Iva Orlo's dam. Iva Orlo left.")]
    ['Iva Orlo']
    """
    found = list(_first_places(article_id, RUN.finditer(text), 0))
    seen = {named.key for named in found}
    for named in tuple(found):
        short = named.key[-2:]
        if short not in seen:
            seen.add(short)
            name = named.name.split(" ", 1)[1]
            start = named.end - len(name)
            found.append(named._replace(start=start, name=name, key=short))
    return found


def _first_places(
    article_id: str, matches: Iterable[re.Match[str]], group: int
) -> Iterator[Named]:
    seen = set()
    for match in matches:
        name = POSSESSIVE.sub("", match[group])
        key = _key(name)
        if key not in seen and len(key) > 1:
            seen.add(key)
            start = match.start(group)
            yield Named(article_id, start, start + len(name), name, key)


@lru_cache(maxsize=2**16)
def _key(name: str) -> Key:
    return tuple(word.folded for word in words(name))


def spelt_differently(
    named: Iterable[Named], related: Related
) -> Iterator[tuple[Named, Named]]:
    """Yield the names of two related articles that are one name in two spellings.

    Examples
    --------
    >>> one = read_names("a", "It was Tachira Orlo.")
    >>> two = read_names("b", "Tahira Orlo it was, and Marta Orlo.")
    >>> pairs = spelt_differently([*one, *two], Related({"a": 1, "b": 1}, {}))
    >>> [(a.name, b.name) for a, b in pairs]
    [('Tachira Orlo', 'Tahira Orlo')]
    """
    held: dict[Key, dict[str, Named]] = defaultdict(dict)
    for name in named:
        held[name.key].setdefault(name.article_id, name)
    for one, two in _variants(held):
        for here in held[one].values():
            for there in held[two].values():
                if (
                    here.article_id not in held[two]
                    and there.article_id not in held[one]
                    and (here.article_id, there.article_id) in related
                ):
                    yield here, there


def _variants(keys: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """Yield the names in which one word is one word misspelt, the others the same."""
    alike: dict[tuple[Key, str], list[tuple[str, Key]]] = defaultdict(list)
    known = common_words()
    for key in keys:
        for at, word in enumerate(key):
            if len(word) >= SHORT and word not in known:
                rest = (*key[:at], "", *key[at + 1 :])
                alike[rest, word[0]].append((word, key))
    for names in alike.values():
        for (a, one), (b, two) in combinations(names, 2):
            short_form = a.startswith(b) or b.startswith(a)  # "Tom", "Tomas"; an ending
            if not short_form and _is_misspelt(a, b):
                yield one, two


def _is_misspelt(a: str, b: str) -> bool:
    return _sound(a) == _sound(b) or _distance(a, b) <= 1 + (len(a) >= CLOSE)


@lru_cache(maxsize=2**16)
def _sound(word: str) -> str:
    for letters, sound in SOUNDS:
        word = word.replace(letters, sound)
    return re.sub(r"(.)\1", r"\1", MUTE.sub("", word))


def _distance(one: str, two: str) -> int:
    """Return how many letters must change (Levenshtein 1966)."""
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(two, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def read_posts(article_id: str, text: str) -> dict[str, Named]:
    """Return who holds each post that the text names with its state.

    Examples
    --------
    >>> held = read_posts("a", "Danish Interior Minister Iva Orlo resigned.")
    >>> [(post, named.name) for post, named in held.items()]
    [('Denmark interior minister', 'Iva Orlo')]
    """
    found: dict[str, Named] = {}
    lines = _lines_with(HOLDER, text)
    for match in chain.from_iterable(POST.finditer(text, *line) for line in lines):
        state = find_state(match[1])
        office = " ".join(match[1].split()[-2:]).casefold()
        held = list(_first_places(article_id, [match], 2))
        if state and held:
            found.setdefault(f"{state} {office}", held[0])
    return found


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines in which a pattern is found."""
    end = -1
    for match in pattern.finditer(text):
        if match.start() > end:
            end = text.find("\n", match.end())
            end = len(text) if end < 0 else end
            yield text.rfind("\n", 0, match.start()) + 1, end


def held_by_others(
    posts: Mapping[str, Mapping[str, Named]], related: Related, text: Mapping[str, str]
) -> Iterator[tuple[str, Named, Named]]:
    """Yield the posts that two articles give to two people, neither naming both.

    `posts` tells of each post who holds it, by article.
    """
    for post, holders in posts.items():
        for pair in related.pairs(holders):
            one, two = (holders[key] for key in pair)
            if not _alike(one.key, two.key):
                surnames = one.name.split()[-1], two.name.split()[-1]
                if (
                    surnames[1] not in text[pair[0]]
                    and surnames[0] not in text[pair[1]]
                ):
                    yield post, one, two


def _alike(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether two names share a word, or are spellings of one."""
    return bool(set(one) & set(two)) or any(
        _sound(a) == _sound(b) for a, b in combinations((*one, *two), 2) if a != b
    )
