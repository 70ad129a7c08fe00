"""The whole line behind one lazy object: ask for a table, get it read or made.

Every notebook opens the same pile and asks for what it shows. A table that another
notebook has written is read back; one that is missing is made, with all that it
needs, and written for the next. The folder of tables belongs to one pile: a
fingerprint of the articles' bytes, of this package's code and of the options stands
beside the tables, and tables of another fingerprint are never used.
"""

from .open import Pile, open_pile
from .spans import quote_spans, show_around

__all__ = ["Pile", "open_pile", "quote_spans", "show_around"]
