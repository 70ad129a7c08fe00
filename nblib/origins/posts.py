"""Which office a person holds, as the texts of the pile say it.

News gives the office once, before the name ("Danish Transport Minister Jo
Vestergaard"), and the name alone from then on. What stands right before a name in
any article of the pile therefore tells the state and the body it speaks for. All
names are looked for in one pass, by their first words, so that the work grows with
the texts and not with texts times names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from .states import find_body, find_state

WORDS_BACKWARDS = re.compile(r"(?: [\w’'-]{1,40}){1,6}")
REACH = 80  # characters
WORD = re.compile(r"\w+")

Posts = defaultdict[str, tuple[str, str]]


def find_posts(names: Iterable[str], texts: Iterable[str]) -> Posts:
    """Find the state and body of each person from the words before the name.

    Parameters
    ----------
    names : iterable of str
        People, by the names that their credits give.
    texts : iterable of str
        All articles of the pile.

    Returns
    -------
    defaultdict
        (state, body) by name and by surname; empty strings where nothing is told.

    Examples
    --------
    >>> text = "Danish Transport Minister Jo Vestergaard left. Vestergaard was late."
    >>> find_posts(["Jo Vestergaard"], [text])["Vestergaard"]
    ('Denmark', 'transport ministry')
    """
    told: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    sought = _by_first_word(names)
    begins = _beginning_like(sought)
    for text in texts:
        for name, start in _occurrences(sought, begins, text):
            before = text[max(0, start - REACH) : start]
            words = WORDS_BACKWARDS.match(before[::-1])  # the nearest come first
            context = words[0][::-1] if words else ""
            if body := find_body(context):
                told[name][find_state(context), body] += 1
    posts: Posts = defaultdict(lambda: ("", ""))
    for name, tally in sorted(told.items()):
        best = min(tally, key=lambda post: (not post[0], -tally[post], post))
        posts[name] = best
        posts.setdefault(name.split()[-1], best)
    return posts


def _by_first_word(names: Iterable[str]) -> dict[str, list[tuple[str, int]]]:
    """Names by their first word, each with the place of that word in it."""
    sought: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name in sorted(set(names)):
        first = WORD.search(name)
        if first:
            sought[first[0]].append((name, first.start()))
    return dict(sought)


def _beginning_like(words: Iterable[str]) -> re.Pattern[str]:
    """Match the words of a text that begin with a letter that one of these does."""
    letters = "".join(sorted({re.escape(word[0]) for word in words}))
    # a letter first, that a search can skip to, and then that none stands before it
    return re.compile(rf"[{letters}](?<!\w.)\w*" if letters else r"(?!)")


def _occurrences(
    sought: dict[str, list[tuple[str, int]]], begins: re.Pattern[str], text: str
) -> Iterator[tuple[str, int]]:
    """Yield each name that stands in `text` as whole words, and where it starts."""
    for word in begins.finditer(text):
        for name, offset in sought.get(word[0], ()):
            start = word.start() - offset
            whole = not WORD.match(text, start + len(name))
            if offset:  # what comes before the first word must not go on a word
                whole &= start >= 0 and not WORD.match(text, max(0, start - 1), start)
            if whole and text.startswith(name, max(start, 0)):
                yield name, start
