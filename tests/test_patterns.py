"""Every regular expression that reads articles takes linear time over any text.

All patterns that the package compiles are found, each is tried on long runs made from
the characters and words that stand in it, at two lengths: on four times the text a
linear search does four times the work, a quadratic one sixteen times. A machine that
is busy with something else can spoil a measure but never makes it shorter, so the least
of several counts. A pattern that the code only asks at one place (`match`,
`fullmatch`) is asked so here.
"""

import importlib
import pkgutil
import re
import time
from functools import cache, partial
from itertools import count
from pathlib import Path

import pytest

import nblib

LENGTHS = (3_000, 12_000)  # characters
LONG = 100_000  # characters, of the piece that takes longest
SHORT = 0.05  # seconds; what takes less is no danger and too short to compare
ROUNDS = 5  # measures of each length, in turn
SIFT = 1_500  # characters
SIFTED = 0.002  # seconds; a quadratic pattern takes longer over so many characters
ELSEWHERE = ("runs", "cli", "charts", "briefing")  # read our own notebooks and tables
# Forms of one token, in a table whose code asks them with `match`
BY_MATCH = ("nblib.timexes.tokens._FORMS", "nblib.credits.mouths.BEHIND")
# Asked only over a window of some hundred characters that their code cuts out
WINDOWED = ("nblib.credits.mouths.AHEAD",)
SOUGHT = r"\.(?:search|finditer|findall|sub|subn|split)\b"
WORDS = re.compile(r"[^\W\d_]{2,}")
SIGNS = "\"'“”‘’«»()[]{}<>.,:;!?-–—―/|#*_=&@©$%+~ \t\n\u2028"


def modules():
    for info in pkgutil.walk_packages(nblib.__path__, "nblib."):
        top = info.name.split(".")[1]
        if top not in ELSEWHERE and not info.name.endswith(("__main__", ".child")):
            yield importlib.import_module(info.name)


def patterns_in(value):
    """Patterns in whatever a module holds: itself, tuples, lists, tables, records."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from patterns_in(inner)
    elif isinstance(value, tuple | list | frozenset | set):
        for inner in value:
            yield from patterns_in(inner)


def made_by(module):
    """Patterns that functions make on first use, from lexicons."""
    for name, value in vars(module).items():
        if name.startswith("_") and hasattr(value, "cache_info"):
            try:
                yield from patterns_in(value())
            except TypeError:  # it takes an argument
                continue


@cache
def code_of(top):
    root = Path(nblib.__file__).parent
    paths = [root / f"{top}.py", *sorted((root / top).rglob("*.py"))]
    return "\n".join(path.read_text("utf-8") for path in paths if path.exists())


def asked_at_one_place(where, name):
    """Whether the code asks a pattern of this name only where a text begins."""
    if f"{where}.{name}" in BY_MATCH:
        return True
    code = code_of(where.split(".")[1])
    return bool(
        re.search(rf"\b{name}\.(?:match|fullmatch)\b", code)
        and not re.search(rf"\b{name}{SOUGHT}", code)
    )


@cache
def all_patterns():
    """(where, pattern, whether it is sought all over a text) of each pattern once."""
    found = {}
    for module in modules():
        where = module.__name__
        for name, held in list(vars(module).items()):
            sought = not asked_at_one_place(where, name)
            for value in patterns_in(held):
                found.setdefault(value, (f"{where}.{name}", value, sought))
        for value in made_by(module):
            found.setdefault(value, (where, value, True))
    from nblib.articles.phrases import _one, _phrases

    for scope in ("line", "section", "reports", "access"):
        held = _phrases(scope)
        for value in (held.anywhere, *(_one(pattern) for pattern, _ in held.single)):
            found.setdefault(value, (f"nblib.articles.phrases.{scope}", value, True))
    return sorted(found.values(), key=lambda row: (row[0], row[1].pattern))


def alphabet(pattern):
    """Pieces of text that lead a pattern on: its words, its signs, common runs."""
    plain = re.sub(r"\\[a-zA-Z]|\(\?[^)]{0,3}", " ", pattern.pattern)
    words = list(dict.fromkeys(WORDS.findall(plain)))
    signs = [sign for sign in SIGNS if sign in plain]
    pieces = [*"aA1 \n", "a ", "A ", "1 ", "Aa ", "Aa, ", "a-", "A."]
    chosen = words[:: max(len(words) // 4, 1)][:4]
    pieces += [*signs[:8], *(f"a{sign}" for sign in signs[:8])]
    pieces += [f"{word} " for word in chosen]
    return list(dict.fromkeys(pieces))


def spend(pattern, piece, length, *, sought):
    """Processor seconds over a run of the piece."""
    text = (piece * length)[:length] + "\x00"
    began = time.process_time()
    if sought:
        for _ in pattern.finditer(text):
            pass
    else:
        pattern.match(text)
        pattern.fullmatch(text)
    return time.process_time() - began


def outgrows(spent, short, long):
    """Whether time grows faster than the text.

    The limit is the mean, in powers, of linear and quadratic time.
    """
    rounds = [(spent(short), spent(long)) for _ in range(ROUNDS)]
    before, after = map(min, zip(*rounds, strict=True))
    return after > SHORT and after > (long / short) ** 1.5 * before


def slow(pattern, *, sought):
    """Pieces on which the pattern takes more than linear time.

    Only what takes long over little is asked about more, and little before much, so
    that a quadratic pattern does not hold up the test that finds it.
    """
    spent = {}
    for piece in alphabet(pattern):
        spending = partial(spend, pattern, piece, sought=sought)
        if spending(SIFT) < SIFTED:
            continue
        if outgrows(spending, *LENGTHS):
            return piece
        spent[piece] = spending(LENGTHS[1])
    if not spent:
        return None
    longest = max(spent, key=spent.get)
    spending = partial(spend, pattern, longest, sought=sought)
    return longest if outgrows(spending, LENGTHS[1], LONG) else None


@pytest.mark.parametrize(("power", "expected"), [(1, False), (1.2, False), (2, True)])
def test_growth_is_told_on_a_machine_that_is_mostly_busy(power, expected):
    busy = count()

    def spent(length):
        return 1e-4 * length**power * (1 if next(busy) in (3, 6) else 3)

    assert outgrows(spent, *LENGTHS) is expected


def test_the_patterns_are_found():
    assert len(all_patterns()) > 200


@pytest.mark.parametrize(
    "top",
    sorted({m.name for m in pkgutil.iter_modules(nblib.__path__)} - set(ELSEWHERE)),
)
def test_patterns_take_linear_time(top):
    tried = [
        row
        for row in all_patterns()
        if row[0].split(".")[1] == top and row[0] not in WINDOWED
    ]
    bad = [
        (where, pattern.pattern[:80], found)
        for where, pattern, sought in tried
        if (found := slow(pattern, sought=sought))
    ]

    assert not bad
