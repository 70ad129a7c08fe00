"""Which lines of an article are its body, and where its sentences end.

Nothing is deleted, only labelled: later stages read the article's own text with
the other zones blanked out (`zone_text`), so that offsets stay true. The unit is
the line, because that is what survives when a page is saved as text. A line is
judged by what it is (form, phrases) and by where it stands: a section that opens
with "Read next" lasts until running text resumes, which is two lines of prose
with no marker between them; a list of teasers has a marker before each item. What
a site repeats on its pages is found over the whole pile and handed in
(`find_site_lines`), so that the zones of an article are its own.
"""

from .sentences import split_sentences
from .site_lines import find_site_lines
from .table import find_zones, zone_text

__all__ = ["find_site_lines", "find_zones", "split_sentences", "zone_text"]
