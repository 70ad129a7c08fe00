"""Which office a person holds, as the texts of the pile say it.

News gives the office once, before the name ("Danish Transport Minister Jo
Vestergaard"), and the name alone from then on. What stands right before a name in
any article of the pile therefore tells the state and the body it speaks for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from .states import find_body, find_state

WORDS_BEFORE = re.compile(r"(?:[\w’'-]+ ){1,6}$")
REACH = 80  # characters

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
    pile = sorted(texts)
    for name in sorted(set(names)):
        for text in pile:
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                before = text[max(0, match.start() - REACH) : match.start()]
                words = WORDS_BEFORE.search(before)
                context = words[0] if words else ""
                if body := find_body(context):
                    told[name][find_state(context), body] += 1
    posts: Posts = defaultdict(lambda: ("", ""))
    for name, tally in told.items():
        best = min(tally, key=lambda post: (not post[0], -tally[post], post))
        posts[name] = best
        posts.setdefault(name.split()[-1], best)
    return posts
