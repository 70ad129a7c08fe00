"""Somebody who speaks in an article, as its statements bring them in."""

from dataclasses import dataclass


@dataclass(slots=True)
class Speaker:
    """Somebody who speaks in an article.

    Attributes
    ----------
    name : str
        Full name, or the description without its article.
    kind : str
        person, office, anonymous, document, organisation, state or media.
    role : str
        Class of the noun that describes them; empty where there is none.
    words : frozenset of str
        The words of every description seen, folded.
    plural : bool
        Whether a group.
    via : str or None
        News organisation through which the article has them.
    via_at : int
        Number of the statement that said so.
    seen : int
        Number of the statement that named them last.
    """

    name: str
    kind: str
    role: str = ""
    words: frozenset[str] = frozenset()
    plural: bool = False
    via: str | None = None
    via_at: int = -9
    seen: int = -9
