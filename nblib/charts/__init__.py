"""Tables in, figures out: no chart makes a number of its own.

A chart is drawn in inches on one blank sheet of fixed width, because a sheet that
grows with its rows stays legible at the width of a phone, with three rows or with
thirty. Beyond the rows that fit, it shows the first ones and says how many it
leaves out. Beside each chart stands the function that puts its finding into words.
"""

from .cuts import cut_lines, describe_cuts, neighbouring_cuts
from .labels import label_articles
from .matrix import describe_matrix, overlap_matrix
from .parts import provenance_part, story_days, title_articles
from .provenance import describe_provenance, provenance_graph
from .side_by_side import show_banner, show_side_by_side, side_by_side
from .speakers import describe_speakers, speakers_by_outlet
from .stories import describe_stories, stories_by_day
from .style import show, to_png
from .timeline import describe_timeline, timeline
from .tree import describe_tree, story_tree

__all__ = [
    "cut_lines",
    "describe_cuts",
    "describe_matrix",
    "describe_provenance",
    "describe_speakers",
    "describe_stories",
    "describe_timeline",
    "describe_tree",
    "label_articles",
    "neighbouring_cuts",
    "overlap_matrix",
    "provenance_graph",
    "provenance_part",
    "show",
    "show_banner",
    "show_side_by_side",
    "side_by_side",
    "speakers_by_outlet",
    "stories_by_day",
    "story_days",
    "story_tree",
    "timeline",
    "title_articles",
    "to_png",
]
