"""The arrows of the line, as data: which tables each step makes, and from what."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from ..claims import find_claims
from ..credits import find_credits
from ..dates import date_articles, with_dates
from ..origins import trace_origins
from ..passages import align_passages
from ..quotes import find_quotes
from ..reuse import find_reuse
from ..stories import find_stories, name_stories
from ..timeline import build_timeline
from ..timexes import find_timexes
from ..zones import find_zones, split_sentences

Tables = tuple[pd.DataFrame, ...]


class Step(NamedTuple):
    """One arrow of the line: the tables that it makes, and how."""

    makes: tuple[str, ...]
    make: Callable[[Any], Tables]


def _read_step(pile: Any) -> Tables:
    corpus = pile.read()
    dates = date_articles(corpus.articles)
    articles = with_dates(corpus.articles, dates)
    return articles, corpus.rejects, dates, pile.outlets_list()


def _origins_step(p: Any) -> Tables:
    return trace_origins(
        p.articles,
        zones=p.zones,
        sentences=p.sentences,
        credits=p.credits,
        reuse=p.reuse,
        passages=p.passages,
        outlets=p.outlets,
    )


def _stories_step(p: Any) -> Tables:
    stories = find_stories(
        p.articles, granularity=p.granularity, zones=p.zones, vectors=p.vectors
    )
    terms = name_stories(
        p.articles, stories, vectors=p.vectors, zones=p.zones, outlets=p.outlets
    )
    return stories, terms


def _timeline_step(p: Any) -> Tables:
    return build_timeline(
        p.articles,
        zones=p.zones,
        sentences=p.sentences,
        timexes=p.timexes,
        quotes=p.quotes,
        passages=p.passages,
        origins=p.origins,
    )


def _claims_step(p: Any) -> Tables:
    return find_claims(
        p.articles,
        zones=p.zones,
        sentences=p.sentences,
        timexes=p.timexes,
        quotes=p.quotes,
        passages=p.passages,
        stories=p.stories,
        origins=p.origins,
    )


def _reuse_step(p: Any) -> Tables:
    return (
        find_reuse(
            p.articles,
            zones=p.zones,
            sentences=p.sentences,
            vectors=p.vectors,
            credits=p.credits,
        ),
    )


STEPS = (
    Step(("articles", "rejects", "dates", "outlets"), _read_step),
    Step(("zones",), lambda p: (find_zones(p.articles),)),
    Step(("sentences",), lambda p: (split_sentences(p.articles, zones=p.zones),)),
    Step(("timexes",), lambda p: (find_timexes(p.articles, zones=p.zones),)),
    Step(
        ("credits",),
        lambda p: (
            find_credits(
                p.articles, zones=p.zones, outlets=p.outlets, sentences=p.sentences
            ),
        ),
    ),
    Step(("stories", "story_terms"), _stories_step),
    Step(("reuse",), _reuse_step),
    Step(
        ("passages",),
        lambda p: (
            align_passages(
                p.articles, p.reuse[["a", "b"]], zones=p.zones, sentences=p.sentences
            ),
        ),
    ),
    Step(
        ("quotes",),
        lambda p: (
            find_quotes(
                p.articles,
                zones=p.zones,
                sentences=p.sentences,
                reuse=p.reuse,
                passages=p.passages,
            ),
        ),
    ),
    Step(("nodes", "edges", "statements"), _origins_step),
    Step(("events", "event_mentions"), _timeline_step),
    Step(("claims", "claim_mentions", "disagreements"), _claims_step),
)
MAKER = {name: step for step in STEPS for name in step.makes}
