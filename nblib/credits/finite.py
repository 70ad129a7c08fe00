"""Whether a reporting verb is the verb of a clause, told by what stands before it."""

from ..lexicons import word_group
from .nouns import plural
from .phrases import before_adverbs, subject_before
from .words import Word


def is_finite(words: list[Word], at: int) -> bool:
    """Whether the verb is finite: no participle alone, no infinitive."""
    form, before = words[at].verb.form, before_adverbs(words, at)
    if form == "ing":
        return before >= 0 and words[before].low in word_group("be")
    if before >= 0 and words[before].low == "to":
        return False
    return form != "base" or _may_be_base(words, at)


def _may_be_base(words: list[Word], at: int) -> bool:
    """Tell a finite base form: after a plural, a modal or "do"."""
    before = words[before_adverbs(words, at)] if at else None
    if before is None:
        return False
    if before.tag == "X":
        return before.low in [
            "did",
            "do",
            "does",
            "will",
            "would",
            "can",
            "could",
            "may",
            "might",
            "must",
            "should",
            "shall",
            "didn't",
            "don't",
            "doesn't",
            "won't",
            "wouldn't",
            "can't",
            "couldn't",
            "'ll",
            "'d",
        ]
    return before.low in ("they", "we", "i", "you", "who", "people") or (
        before.tag in "WK,)" and (before.tag in ",)" or _plural_head(words, at))
    )


def _plural_head(words: list[Word], at: int) -> bool:
    subject = subject_before(words, at)
    if subject is None:
        return False
    return any(
        plural(word) or word.low in ("police", "people", "and", "some", "many", "few")
        for word in words[subject[0] : subject[1]]
    )
