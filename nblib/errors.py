"""What can go wrong, one class per thing the reader can do about it.

Each class carries the exit code of the command line, so that a scheduler and a
person read the same answer.
"""


class NblibError(Exception):
    """Base of every error raised on purpose by this package."""

    exit_code = 1


class UsageError(NblibError):
    """A path, an option or a parameter is wrong; correct the call."""

    exit_code = 2


class EmptyCorpusError(NblibError):
    """No article was found; check the folder and the rejects."""

    exit_code = 3


class SchemaError(NblibError):
    """A table lacks a column or holds a value that its stage refuses."""

    exit_code = 2


class FolderHeldError(NblibError):
    """Another run holds the output folder; wait for it or name another."""

    exit_code = 4


class StorageError(NblibError):
    """The output could not be written; free space or choose another folder."""

    exit_code = 5


class NotebookError(NblibError):
    """A notebook failed or ran out of time; read the named cell."""

    exit_code = 6
