"""What ends a file or a row: a reason, and what its owner can do about it."""


class Refusal(Exception):
    """A file or row that is no article; the arguments are reason and remedy."""

    @property
    def reason(self) -> str:
        """Why it is no article."""
        return str(self.args[0])

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return str(self.args[1])
