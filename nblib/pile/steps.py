"""The arrows of the line, as data: what each step makes, by which function, from what.

A step is called with the articles and, by keyword, with the tables it needs; the
order of the steps is that of the data. Only the first one reads files.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import pandas as pd

from ..articles import count_unmeasured
from ..changes import find_changes
from ..claims import find_claims, list_wordings, measure_hygiene
from ..origins import Provenance, draw_origins, make_statements
from ..passages import align_passages
from ..quotes import find_attributions, join_utterances
from ..reuse import find_candidates, score_reuse
from ..stories import find_components, name_stories
from ..tables import make_table
from ..timeline import build_timeline
from ..timexes import find_date_orders, find_timexes
from ..zones import find_site_lines, find_zones, split_sentences
from .batches import run_batches
from .memory import lasting_stories, lasting_summaries
from .units import Units, article_units, component_units, pair_units


class Step(NamedTuple):
    """One arrow of the line.

    Attributes
    ----------
    makes : tuple of str
        Names of the tables, in the order that the function returns them.
    function : callable
        Takes the articles and the rest by keyword.
    needs : tuple of str or (str, str)
        Keywords, each the name of an attribute of the pile, or beside it.
    by : callable or None
        Finds the units of the pile, each of which the rows that are made depend on
        alone (`units`); None where they depend on the whole pile.
    near : tuple of str
        Keywords of what the function makes of the articles that it is given. A batch
        that is done in this process, and sees many of the pile's articles, is given
        what the pile holds instead.
    """

    makes: tuple[str, ...]
    function: Callable[..., Any]
    needs: tuple[str | tuple[str, str], ...] = ()
    by: Callable[..., Units] | None = None
    near: tuple[str, ...] = ()

    @property
    def named(self) -> dict[str, str]:
        """Attribute of the pile for each keyword that is needed."""
        return dict((n, n) if isinstance(n, str) else n for n in self.needs)

    def asks(self, pile: Any) -> set[str]:
        """Return the attributes of `pile` that this step asks for."""
        return {*self.named.values(), *(self.near if pile.engine.here else ())}

    def given(self, pile: Any) -> dict[str, Any]:
        """Return what `pile` has for each keyword."""
        return {key: getattr(pile, attribute) for key, attribute in self.named.items()}

    def run(self, pile: Any) -> tuple[pd.DataFrame, ...]:
        """Return the tables that this step makes for `pile`."""
        given = self.given(pile)
        if self.by:
            return run_batches(
                self._for_batches(pile),
                pile.articles,
                given,
                makes=self.makes,
                units=self.by(pile.articles, **given),
                engine=pile.engine,
                cache=pile.cache,
            )
        made = self.function(pile.articles, **given)
        return (made,) if isinstance(made, pd.DataFrame) else tuple(made)

    def _for_batches(self, pile: Any) -> Callable[..., Any]:
        """Return the function, which is given what is near in batches that see many."""
        if not (self.near and pile.engine.here):
            return self.function

        def call(articles: pd.DataFrame, **given: Any) -> Any:
            if len(articles) * FEW >= len(pile.articles):
                given |= {name: getattr(pile, name) for name in self.near}
            return self.function(articles, **given)

        return call


def with_statements(
    function: Callable[..., Any],
    articles: pd.DataFrame,
    *,
    statements: pd.DataFrame,
    **given: Any,
) -> Any:
    """Call `function` with the origins that its counts are made of.

    Counts are made of statements alone. Nodes are the whole pile's, and would make
    every row depend on all of it.
    """
    origins = Provenance(make_table("nodes", []), make_table("edges", []), statements)
    return function(articles, origins=origins, **given)


FEW = 8  # a batch that sees less than one of so many articles sees few
TEXT = ("zones", "sentences")
STORIES = ("stories", "follow", "known")
EVENTS = ("events", "event_mentions")

STEPS = (
    Step(("unmeasured",), count_unmeasured),
    Step(("site_lines",), find_site_lines),
    Step(("zones",), find_zones, ("site_lines",), by=article_units),
    Step(("sentences",), split_sentences, ("zones",), by=article_units),
    Step(("date_orders",), find_date_orders),
    Step(("timexes",), find_timexes, ("date_orders",), by=article_units),
    Step(
        ("credits", "speech"),
        find_attributions,
        (*TEXT, "outlets"),
        by=article_units,
    ),
    Step(
        (*STORIES, "topics"),
        lasting_stories,
        ("zones", "vectors", "granularity", "memory", "engine"),
    ),
    Step(("story_terms",), name_stories, ("stories", "zones", "outlets", "tokens")),
    Step(("candidates",), find_candidates, ("zones", "tokens", "engine")),
    Step(
        ("reuse",),
        partial(score_reuse, only_believed=True),
        (*TEXT, "credits", ("pairs", "candidates")),
        by=pair_units,
        near=("words",),
    ),
    Step(("components",), find_components, ("topics", "reuse")),
    Step(
        ("passages",),
        align_passages,
        (*TEXT, "pairs"),
        by=pair_units,
        near=("words",),
    ),
    Step(
        ("quotes",),
        join_utterances,
        ("speech", "passages", "components"),
        by=component_units,
    ),
    Step(
        ("statements",),
        make_statements,
        (*TEXT, "credits", "reuse", "passages", "quotes", "outlets", "components"),
        by=component_units,
    ),
    Step(("nodes", "edges"), draw_origins, ("statements", "components")),
    Step(
        ("story_summaries",),
        lasting_summaries,
        ("stories", "story_terms", "origins", "memory"),
    ),
    Step(
        EVENTS,
        partial(with_statements, build_timeline),
        (*TEXT, "timexes", "quotes", "passages", "statements", "components"),
        by=component_units,
    ),
    Step(
        ("wordings",),
        partial(with_statements, list_wordings),
        ("quotes", "statements", "components"),
        by=component_units,
    ),
    Step(
        ("claims", "claim_mentions", "disagreements"),
        partial(with_statements, find_claims),
        (
            *(*TEXT, "timexes", "quotes", "wordings", "passages", "statements"),
            *("components", ("stories", "memberships")),
        ),
        by=component_units,
    ),
    Step(
        ("hygiene",),
        measure_hygiene,
        (*TEXT, "credits", "quotes", "claims", "claim_mentions"),
    ),
    Step(
        ("changes",),
        find_changes,
        ("previous", *STORIES, "edges", *EVENTS, "disagreements", "claims"),
    ),
)
READ = ("articles", "rejects", "dates", "outlets")  # what is read, not made
MAKER = {name: step for step in STEPS for name in step.makes}
NAMES = (*READ, *MAKER)
