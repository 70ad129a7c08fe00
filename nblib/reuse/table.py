"""One table of words for all batches of pairs.

What pairs are compared by is the same whatever pair an article is in. Where batches
are done in one process, it is made of the whole pile once; a batch that sees few
articles reads theirs itself.
"""

from dataclasses import dataclass
from functools import cached_property

from .kinds import Kinds, count_kinds
from .runs import Runs, find_runs
from .words import Words


@dataclass(frozen=True, eq=False)
class WordTable:
    """The words of some articles, and what pairs of them are compared by.

    Attributes
    ----------
    words : Words
        Of their bodies.
    """

    words: Words

    @cached_property
    def kinds(self) -> Kinds:
        """How often and where each article says what."""
        return count_kinds(self.words)

    @cached_property
    def runs(self) -> Runs:
        """The runs of words that articles share."""
        return find_runs(self.words)
