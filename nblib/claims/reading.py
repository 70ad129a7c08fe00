"""What is known of the articles when what they tell is compared."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ..vectors import words
from .concepts import Likeness
from .related import Related


class Reading(NamedTuple):
    """What is known of the articles when their figures are compared.

    Attributes
    ----------
    related : Related
        The pairs of articles on one matter.
    published : dict of str to date
        Day of publication, where known.
    vocabulary : mapping of str to frozenset of str
        The folded words of each article.
    likeness : list of Likeness
        How near two sets of concepts are, in each component.
    """

    related: Related
    published: dict[str, date]
    vocabulary: Mapping[str, frozenset[str]]
    likeness: list[Likeness]


class Vocabulary(dict[str, frozenset[str]]):
    """The folded words of each article, cut when they are first asked for."""

    def __init__(self, text: dict[str, str]) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, article_id: str) -> frozenset[str]:
        """Cut the words of an article."""
        found = frozenset(word.folded for word in words(self._text[article_id]))
        self[article_id] = found
        return found
