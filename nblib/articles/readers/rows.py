"""What every kind of file with many articles does with one of them."""

from collections.abc import Sequence
from typing import Any

from ..fields import read_fields
from ..limits import Limits
from ..refusal import Refusal


def described(
    given: Any, stem: str, number: int, notes: Sequence[str], limits: Limits
) -> dict[str, Any] | Refusal:
    """Return the record of one object, or its refusal.

    Its id is its own where it has one, else the file's with its number.
    """
    if not isinstance(given, dict):
        return Refusal("not a JSON object", "one object for each article")
    fields = read_fields(given)
    own = fields.pop("article_id", None)
    other = fields.pop("id", None)
    markup = fields.pop("markup", None)
    if markup is not None:
        from ..markup import fragment_text

        try:
            fields["text"] = fragment_text(str(markup), limits)
        except Refusal as refusal:
            return refusal
        fields["original"] = str(markup)
    named = next((str(key) for key in (own, other) if key not in (None, "")), None)
    article_id = named if named and named.strip() else f"{stem}-{number}"
    return {**fields, "article_id": article_id, "notes": [*notes]}
