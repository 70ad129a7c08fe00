"""Which articles tell one story, what it is called, and its id from run to run.

**Likeness.** The cosine of two articles' TF-IDF rows, divided by how crowded the
places of both are (their mean cosine to their nearest neighbours, to a power below
one half), times the pile's usual crowding. Without it one cut cannot serve a pile:
reprints of one wire report crowd together, and so do the weekly reports on one
subject. This is the local scaling of Zelnik-Manor and Perona (2004), known to mend
hubs (Schnitzer et al. 2012). Where both articles are dated, days between them make
them less alike, softly: a date may be wrong, and a story may come back.

**Copies.** What is nearly the same text, of nearly the same days, is one leaf of the
tree, however often it was reprinted: reprints say nothing about how alike reports of
one event are, and would outvote them. Wording that only one report and its copies
have is no evidence, as in a report that nobody copied.

**Tree.** Average linkage (UPGMA, Sokal and Michener 1958) on the graph of each
report's neighbours, by merging all mutual nearest branches at once, which gives the
same tree (Sumengen et al. 2021). A small pile's graph holds all pairs.

**Cut.** Nobody gives the number of stories. In labelled piles the logarithms of the
heights at which branches merge are close to normal, and of three kinds: within an
event, between events of one topic, between topics. The middles and widths hardly
change from pile to pile, but for those of events (newsrooms with people on the spot
are less alike, and less evenly, than excerpts of agencies); how many merges are of
each kind changes much. So the shares, and with caution middle and width of events,
are fitted to the pile (expectation maximisation, Dempster et al. 1977), and the tree
is cut where a merge is as likely too wide as right: in a small pile, at the median
over random parts of it, so that no single article decides. For topics, whose few
merges tell no shares, all kinds count alike. The silhouette, the
usual criterion, is undefined for articles alone, and joins what is unrelated where
most articles stand alone.

**Topics** beside the events of a pile are a lower cut of the same tree, so that each
event is in one topic. Articles that a chain of topics and copies joins are a
component, beyond which later stages compare nothing.

**Ids** are minted from the story's own articles, so that neither position nor count
can change them, carried from run to run (`carry_ids`), and resolved for ever
(`resolve_ids`).
"""

from .cluster import Groups, cut_curve, find_stories, group_articles
from .components import find_components
from .follow import follow_stories
from .lasting import Carried, carry_ids, resolve_ids
from .names import name_stories
from .relations import Relations, relate_stories
from .summary import keep_labels, sum_up_stories

__all__ = [
    "Carried",
    "Groups",
    "Relations",
    "carry_ids",
    "cut_curve",
    "find_components",
    "find_stories",
    "follow_stories",
    "group_articles",
    "keep_labels",
    "name_stories",
    "relate_stories",
    "resolve_ids",
    "sum_up_stories",
]
