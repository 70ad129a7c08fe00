"""The words of pairs of articles, weighed: less, the more they are the subject of both.

Articles come as the words that `nblib.reuse.words` reads. An article that is in
several pairs is written out for each of them, since its words weigh differently.
"""

from typing import NamedTuple

import numpy as np

from ..reuse.marks import Whole
from ..reuse.words import Words
from .sequences import Numbers, Spans
from .words import FUNCTION


class Side(NamedTuple):
    """One article of each pair, written out word by word.

    Attributes
    ----------
    word : array of int
        Each word's place among all words read.
    pair : array of int
        The pair that it is written out for.
    weight : array of float
        From 0 to 1.
    sentence : array of int
        Its place among the sentences of this side.
    begin, many, total, function : array
        Of each sentence: its first word here, how many it has, their weight (1 at
        least), and how many are function words.
    """

    word: Whole
    pair: Whole
    weight: Numbers
    sentence: Whole
    begin: Whole
    many: Whole
    total: Numbers
    function: Whole

    def spans(self, sentences: Whole) -> Spans:
        """Return where some sentences stand among the words of this side."""
        return Spans(self.begin[sentences], self.many[sentences])


def write_out(words: Words, one: Whole, two: Whole) -> tuple[Side, Side]:
    """Write out the articles `one` and `two` of each pair."""
    said = _Said.of(words)
    return _write_out(words, said, one, two), _write_out(words, said, two, one)


class _Said(NamedTuple):
    """How often each article says each stem: sorted keys, and a count for each."""

    key: Whole
    often: Whole
    of_word: Whole

    @staticmethod
    def of(words: Words) -> "_Said":
        """Count all words, function words too."""
        article = np.repeat(np.arange(len(words.names)), np.diff(words.bounds))
        key = article * len(words.hashes) + words.stems
        kinds, kind, often = np.unique(key, return_inverse=True, return_counts=True)
        return _Said(kinds, often, often[kind])

    def times(self, key: Whole) -> Whole:
        """Return how often that is said, 1 where it is not."""
        place = np.minimum(np.searchsorted(self.key, key), len(self.key) - 1)
        return np.where(self.key[place] == key, self.often[place], 1)


def _write_out(words: Words, said: _Said, own: Whole, other: Whole) -> Side:
    many = np.diff(words.bounds)[own]
    pair = np.repeat(np.arange(len(own)), many)
    step = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    word = words.bounds[own][pair] + step
    theirs = said.times(other[pair] * len(words.hashes) + words.stems[word])
    weight = (said.of_word[word] * theirs) ** -0.25
    weight = np.where(words.content[word], weight, FUNCTION)
    opens = np.diff(words.sentence[word], prepend=-1) != 0
    opens |= np.diff(pair, prepend=-1) != 0
    begin = np.flatnonzero(opens)
    sentence = np.cumsum(opens) - 1
    total = np.add.reduceat(weight, begin) if len(begin) else weight
    return Side(
        word=word,
        pair=pair,
        weight=weight,
        sentence=sentence,
        begin=begin,
        many=np.diff(begin, append=len(word)),
        total=np.maximum(1.0, total),
        function=np.bincount(sentence[~words.content[word]], minlength=len(begin)),
    )
