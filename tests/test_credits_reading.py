"""Which sentences are read word by word, and that no other could tell anything."""

from pathlib import Path

import pytest

from nblib import find_zones, make_articles, read_articles, split_sentences
from nblib.credits import find_credits
from nblib.credits.hearing import spans_of
from nblib.credits.hearsay import find_hearsay
from nblib.credits.outlets import outlet_index, unlisted_mentions
from nblib.credits.reading import read_article
from nblib.credits.shapes import find_frames

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
PLAIN = "The dam held all night."


def credited(text):
    return find_credits(make_articles([{"id": "a", "text": text}]))["name"].tolist()


@pytest.mark.parametrize(
    "sentence",
    [
        "Iva Orlo said it leaked.",
        "The dam leaks, according to Iva Orlo.",
        "The dam reportedly leaks.",
        "“It leaks.”",
        "Orlo: It leaks.",
        "Mr. Orlo of Dr. Aster's firm went home.",
    ],
)
def test_words_are_read_where_one_may_attribute(sentence):
    text = f"{PLAIN} {sentence}"
    starts = len(PLAIN) + 1
    plain, telling = read_article(text, [(0, len(PLAIN)), (starts, len(text))])

    assert telling.is_read
    assert not plain.is_read
    assert [word.text for word in plain.words] == [*PLAIN[:-1].split(), "."]
    assert plain.is_read


@pytest.mark.parametrize("own", [(), ({"name": "Held All", "kind": "agency"},)])
def test_what_is_held_back_tells_nothing(own):
    articles = read_articles(SAMPLE).articles
    index = outlet_index(own)
    spans = spans_of(split_sentences(articles, zones=find_zones(articles)))
    held = named = 0
    for name, text in zip(articles["article_id"], articles["text"], strict=True):
        for statement in read_article(text, spans[name]):
            if not statement.is_read:
                held += 1
                assert not list(find_hearsay(statement.words))
                assert not find_frames(statement.words)
            if not statement.passes(index.sieve):
                named += 1
                assert not index.find(statement.words)
                assert not unlisted_mentions(statement.words, [], index)
    assert held > 50
    assert named > 50


def test_a_pronoun_means_whom_an_unread_sentence_names():
    text = f"Iva Orlo left the valley. {PLAIN} She said it leaked."
    spans = [(0, 25), (26, 49), (50, len(text))]
    first, second, _ = read_article(text, spans)

    assert not first.is_read
    assert not second.is_read
    assert credited(text) == ["Iva Orlo"]


def test_a_pronoun_of_things_means_the_body_of_the_sentence_before():
    text = f"{PLAIN} The Valen Port Authority met. It said that the dam leaked."

    assert credited(text) == ["Valen Port Authority"]
