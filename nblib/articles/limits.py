"""How much of anything a file may ask for before it is refused.

The figures lie far above what articles need (a long article has 60 kB, a heavy page
2 MB) and far below what harms the machine that reads them.
"""

from dataclasses import dataclass

MB = 10**6


@dataclass(frozen=True)
class Limits:
    """Limits of one reading.

    Attributes
    ----------
    file_bytes : int
        Largest file that holds many articles, in bytes.
    page_bytes : int
        Largest file or archive member that holds one page, feed or JSON document.
    expanded_bytes : int
        What a compressed file may come to.
    ratio : int
        How many times its own size a compressed file may come to; the first
        megabyte is free.
    members : int
        Files in one archive.
    nesting : int
        Elements of a page, a feed or a JSON document inside each other.
    attributes : int
        Attributes of one tag; parsers take quadratic time over them.
    seconds : float
        Time for one file, or for one article of a file that holds many.
    memory_bytes : int
        Memory of the process that parses.
    """

    file_bytes: int = 512 * MB
    page_bytes: int = 32 * MB
    expanded_bytes: int = 512 * MB
    ratio: int = 100
    members: int = 100_000
    nesting: int = 240
    attributes: int = 1_000
    seconds: float = 10.0
    memory_bytes: int = 4_000 * MB


DEFAULT = Limits()
