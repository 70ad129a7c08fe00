"""Which articles tell one story, what it is called, and its id from run to run.

A story is a branch of the average-linkage tree over TF-IDF cosines (UPGMA, Sokal
and Michener 1958). Nobody gives the number of stories: the cut is chosen by how
well it separates (`cut_curve`). Ids are minted from the story's own articles, so
neither position nor count can change them, and are carried from run to run by
shared articles (`follow_stories`, `carry_ids`).
"""

from .cluster import cut_curve, find_stories
from .follow import carry_ids, follow_stories
from .names import name_stories

__all__ = [
    "carry_ids",
    "cut_curve",
    "find_stories",
    "follow_stories",
    "name_stories",
]
