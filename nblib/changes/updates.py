"""What a changed article tells otherwise than it did in the run before.

Only the new text is in the pile, so the two versions are set side by side, line by
line: a sentence that went and one that came in its place, mostly of the same words,
are one sentence that changed.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from .rows import Row, Titles
from .spans import News

SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s)|$)", re.MULTILINE)
WORD = re.compile(r"\w+")
FIGURE = re.compile(r"\d[\d.,]*")
SAME = 0.5  # share of words from which it is the same sentence, told otherwise


def changed_sentences(
    news: News, placed: dict[str, str], titles: Titles
) -> Iterator[Row]:
    """Yield each sentence of a changed article that took the place of another."""
    for article_id in news.changed:
        before, now = news.before[article_id], news.now[article_id]
        for old, start, end in pairs(before, now):
            new = now[start:end]
            story_id = placed.get(article_id)
            figures = FIGURE.findall(old) != FIGURE.findall(new)
            yield Row(
                "changed figure" if figures else "changed wording",
                f"Rewritten in {titles.story(story_id)}: “{new}”, before: “{old}”",
                story_id,
                before=old,
                after=new,
                span=(article_id, start, end),
            )


def pairs(before: str, now: str) -> Iterator[tuple[str, int, int]]:
    """Yield an old sentence and the span of the new one that took its place.

    Examples
    --------
    >>> list(pairs("Two boats sank. It rained.", "Three boats sank. It rained."))
    [('Two boats sank.', 0, 17)]
    """
    olds = [found.group() for found in SENTENCE.finditer(before)]
    spans = [found.span() for found in SENTENCE.finditer(now)]
    news = [now[start:end] for start, end in spans]
    versions = SequenceMatcher[str](None, olds, news, autojunk=False)
    for step, i, i_end, j, j_end in versions.get_opcodes():
        if step == "replace":
            for old, at in zip(range(i, i_end), range(j, j_end), strict=False):
                if _alike(olds[old], news[at]):
                    yield olds[old], *spans[at]


def _alike(old: str, new: str) -> bool:
    words, others = (WORD.findall(text.casefold()) for text in (old, new))
    matcher = SequenceMatcher[str](None, words, others, autojunk=False)
    return matcher.ratio() >= SAME
