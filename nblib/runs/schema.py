"""The tables of the ledger, and how an older ledger becomes one of today.

What holds over many runs is written once: a row says from which run (`since`) until
before which run (`until`, NULL while it still holds) it is so. A run that changes
little adds little, and any run can be looked at as it was.
"""

import sqlite3

from ..errors import StorageError

SPAN = "since INTEGER NOT NULL, until INTEGER"
STEPS = (  # statements that lead from each version to the next
    (
        """CREATE TABLE runs (
            attempt INTEGER PRIMARY KEY,
            number INTEGER,
            run_id TEXT,
            status TEXT NOT NULL CHECK (
                status IN ('pending', 'published', 'unchanged', 'failed')
            ),
            exit_code INTEGER NOT NULL,
            started TEXT NOT NULL,
            finished TEXT NOT NULL,
            fingerprint TEXT,
            as_of TEXT,
            parameters TEXT,
            n_articles INTEGER,
            n_rejects INTEGER,
            n_stories INTEGER,
            n_claims INTEGER,
            n_origins INTEGER,
            n_events INTEGER,
            message TEXT
        )""",
        f"""CREATE TABLE inputs (
            article_id TEXT NOT NULL, sha256 TEXT NOT NULL, story_id TEXT, {SPAN}
        )""",
        f"""CREATE TABLE stories (
            story_id TEXT NOT NULL, article_id TEXT, title TEXT, {SPAN}
        )""",
        f"""CREATE TABLE claims (
            claim_id TEXT NOT NULL, story_id TEXT, article_id TEXT, text TEXT,
            n_articles INTEGER, n_pipelines INTEGER, n_origins INTEGER, {SPAN}
        )""",
        """CREATE TABLE follow (
            number INTEGER NOT NULL, story_id TEXT, previous_id TEXT,
            change TEXT NOT NULL
        )""",
    ),
)
COLUMNS = {  # of the tables whose rows hold over many runs
    "inputs": ("article_id", "sha256", "story_id"),
    "stories": ("story_id", "article_id", "title"),
    "claims": (
        *("claim_id", "story_id", "article_id", "text"),
        *("n_articles", "n_pipelines", "n_origins"),
    ),
}
FOLLOW = ("story_id", "previous_id", "change")


def bring_up(connection: sqlite3.Connection) -> None:
    """Make a ledger, or bring an older one up to the version of today.

    Raises
    ------
    StorageError
        If it was written by a newer version of this package.
    """
    [[version]] = connection.execute("PRAGMA user_version").fetchall()
    if version > len(STEPS):
        raise StorageError(
            f"the ledger has version {version}, this nblib knows {len(STEPS)}; "
            "install a newer nblib, or name another --out"
        )
    for statements in STEPS[version:]:
        version += 1
        connection.execute("BEGIN IMMEDIATE")
        for statement in statements:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
