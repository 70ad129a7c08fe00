"""Fit the coefficients of `nblib.reuse.model`: `python -m tests.fit_reuse`.

Reads ECB+ (Cybulska and Vossen 2014, CC BY 3.0) beside the checkout. Negatives are
reports of one event by several newsrooms, some of them lengthened by further reports;
pairs that share nine words in a row outside quotation marks are reprints and left
out. Positives are copies made here of the same reports: whole copies, digests and
borrowed parts, their words replaced by other words of the corpus, clauses turned,
sentences dropped, moved and mixed with those of another report; and retellings, which
leave out names and stretches of sentences, swap others, and add comment. Both are cut
to many lengths, from whole reports to the lead that an excerpt shows. Nothing of the
benchmark's rewrites is read.
"""

import json
import random
import re
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from nblib import make_articles, score_reuse
from nblib.reuse import model
from nblib.reuse.marks import QUOTED
from nblib.tables import make_table

ECB = Path(__file__).parents[2] / "shared/bench/stories/ecbplus.jsonl"
SENTENCE = re.compile(r"(?<=[.!?])[\"”’]?\s+(?=[\"“‘]?[A-Z0-9])")
WORD = re.compile(r"\b[a-z]{4,}\b")
PROPER = r"(?:[A-Z][\w’'-]+|\d[\d,.]*\d|\d)"
NAME = re.compile(rf"(?<=[a-z,;] ){PROPER}(?: {PROPER})*")
LENGTHS = (None, None, 300, 300, 150, 90, 60, 40)  # words that a text is cut to
KINDS = {"whole": 0.3, "digest": 0.1, "part": 0.15, "retelling": 0.45}
PER_EVENT = 16


class Copyist:
    """Makes copies of reports, by chance but always the same ones."""

    def __init__(self, texts, seed):
        self.dice = random.Random(seed)
        self.words = sorted({w for text in texts for w in WORD.findall(text)})

    def cut(self, text):
        return " ".join(text.split()[: self.dice.choice(LENGTHS)])

    def respell(self, sentence, rate):
        """Replace words by any others, and turn clauses round now and then."""
        text = WORD.sub(lambda m: self._other(m[0], rate), sentence)
        clauses = text.split(", ")
        if len(clauses) > 1 and self.dice.random() < 0.4:
            turn = self.dice.randrange(1, len(clauses))
            clauses = clauses[turn:] + clauses[:turn]
        return ", ".join(clauses)

    def _other(self, word, rate):
        return self.dice.choice(self.words) if self.dice.random() < rate else word

    def chosen(self, text, least, most):
        """Pick a share of the sentences, in their order."""
        sentences = SENTENCE.split(text)
        count = max(2, round(len(sentences) * self.dice.uniform(least, most)))
        count = min(count, len(sentences))
        if self.dice.random() < 0.5:
            return sentences[:count]
        return [
            sentences[i] for i in sorted(self.dice.sample(range(len(sentences)), count))
        ]

    def whole(self, text, other):
        """Copy most of it in other words, thinned and mixed with another report."""
        rate, thin = self.dice.uniform(0.1, 0.8), self.dice.uniform(0, 0.3)
        body = []
        for sentence in self.chosen(text, 0.3, 1.0):
            kept = [
                w
                for w in self.respell(sentence, rate).split()
                if self.dice.random() > thin
            ]
            body.append(" ".join(kept))
        self._move(body)
        added = round(len(body) * self.dice.choice((0, 0, 0.3, 0.6, 1)))
        return self._mix(body, SENTENCE.split(other), added)

    def digest(self, text, other):
        rate = self.dice.uniform(0.1, 0.6)
        return " ".join(self.respell(s, rate) for s in self.chosen(text, 0.2, 0.5))

    def part(self, text, other):
        """Borrow sentences for a report that is otherwise somebody else's."""
        rate = self.dice.uniform(0.1, 0.5)
        own = SENTENCE.split(other)
        borrowed = [self.respell(s, rate) for s in self.chosen(text, 0.3, 0.6)]
        own = own[: max(2, round(len(borrowed) * self.dice.uniform(0.5, 1.5)))]
        if self.dice.random() < 0.5:
            half = len(own) // 2
            return " ".join(own[:half] + borrowed + own[half:])
        return self._mix(own, borrowed, len(borrowed))

    def retelling(self, text, other):
        """Tell it anew, less closely, with comment in between."""
        dice = self.dice
        rate, names = dice.uniform(0.2, 0.8), dice.uniform(0, 0.5)
        keep, swap = dice.choice((1, 1, 0.8, 0.6)), dice.choice((0, 0, 0.2, 0.4))
        body = []
        for sentence in self.chosen(text, 0.4, 1.0):
            short = self.condense(self.rename(sentence, names), keep)
            body.append(self.respell(self.swap(short, swap), rate))
        self._move(body)
        for _ in range(round(len(body) * dice.choice((0, 0, 0.2, 0.5, 1)))):
            body.insert(dice.randrange(len(body) + 1), self.comment())
        return " ".join(body)

    def rename(self, sentence, rate):
        """Cut names to their last word, or say something else for names and figures."""

        def other(match):
            if self.dice.random() >= rate:
                return match[0]
            words = match[0].split()
            if len(words) > 1 and self.dice.random() < 0.5:
                return words[-1]
            return self.dice.choice(self.words)

        return NAME.sub(other, sentence)

    def condense(self, sentence, keep):
        """Keep some stretches of a sentence."""
        words = sentence.split()
        if keep == 1 or len(words) < 8:
            return sentence
        kept = []
        while words:
            count = self.dice.randint(3, 7)
            kept += words[:count] if self.dice.random() < keep else []
            words = words[count:]
        return " ".join(kept) or sentence

    def swap(self, sentence, rate):
        """Swap neighbouring stretches, as another grammar does."""
        words, turned = sentence.split(), []
        while words:
            first, then = self.dice.randint(1, 4), self.dice.randint(1, 4)
            one, two = words[:first], words[first : first + then]
            words = words[first + then :]
            turned += two + one if self.dice.random() < rate else one + two
        return " ".join(turned)

    def comment(self):
        """Make a sentence of chance words."""
        words = self.dice.choices(self.words, k=self.dice.randint(6, 20))
        return " ".join(words).capitalize() + "."

    def _move(self, body):
        for _ in range(self.dice.choice((0, 0, 0, 1, 2))):
            body.insert(
                self.dice.randrange(len(body)), body.pop(self.dice.randrange(len(body)))
            )

    def _mix(self, body, others, count):
        body = list(body)
        for i in range(count):
            body.insert(self.dice.randrange(len(body) + 1), others[i % len(others)])
        return " ".join(body)


def read_events():
    events = defaultdict(list)
    rows = [json.loads(line) for line in ECB.read_text("utf-8").splitlines() if line]
    for row in sorted(rows, key=lambda row: (row["article_id"], row["text"])):
        text = " ".join(row["text"].split())
        if len(text.split()) >= 60:
            events[row["story"]].append(text)
    return {name: texts for name, texts in sorted(events.items()) if len(texts) >= 4}


def shares_nine(one, two):
    """Tell whether nine words in a row are common outside quotation marks."""
    held = []
    for text in (one, two):
        words = re.findall(r"[^\W_]+|\|", QUOTED.sub(" | ", text).casefold())
        runs = {tuple(words[i : i + 9]) for i in range(len(words) - 8)}
        held.append({run for run in runs if "|" not in run})
    return bool(held[0] & held[1])


def make_pairs(seed):
    """Yield (text, text, label) of every event."""
    events = read_events()
    copyist = Copyist([t for texts in events.values() for t in texts], seed)
    dice = copyist.dice
    for texts in events.values():
        pairs = list(combinations(range(len(texts)), 2))
        dice.shuffle(pairs)
        for i, j in pairs[:PER_EVENT]:
            words = dice.choice(LENGTHS)
            one, two = (" ".join(texts[k].split()[:words]) for k in (i, j))
            if dice.random() < 0.35:
                rest = [k for k in range(len(texts)) if k not in (i, j)]
                dice.shuffle(rest)
                two = " ".join(
                    [two, *(texts[k] for k in rest[: dice.choice((1, 2, 3))])]
                )
            if not shares_nine(one, two):
                yield one, two, 0
        for i in range(min(PER_EVENT, len(texts))):
            other = texts[dice.choice([k for k in range(len(texts)) if k != i])]
            kind = dice.choices(list(KINDS), list(KINDS.values()))[0]
            text = copyist.cut(texts[i])
            yield getattr(copyist, kind)(text, other), text, 1


def features(seed):
    """Return the model's figures of every pair, and the labels."""
    pairs = list(make_pairs(seed))
    records = [
        {"id": f"{number:05}{side}", "text": pair[k], "language": "en"}
        for number, pair in enumerate(pairs)
        for k, side in enumerate("ab")
    ]
    ids = [f"{number:05}" for number in range(len(pairs))]
    table = pd.DataFrame({"a": [i + "a" for i in ids], "b": [i + "b" for i in ids]})
    none = make_table("credits", [])
    scored = score_reuse(make_articles(records), table, credits=none)
    known = scored["derived"].notna().to_numpy()
    columns = np.column_stack(
        [
            model.log_odds(scored["order"].astype(float).to_numpy()),
            scored["details"].astype(float).clip(0, model.MOST_DETAILS),
            scored["twins"].astype(float).clip(0, model.MOST_TWINS),
            scored["local"].astype(float).clip(0, model.MOST_LOCAL),
        ]
    )
    return columns[known], np.array([pair[2] for pair in pairs])[known]


def fit(x, y, penalty=1e-3):
    """Return intercept and coefficients of a logistic model that never falls."""
    mean, spread = x.mean(0), x.std(0)
    z = (x - mean) / spread

    def loss(t):
        score = z @ t[1:] + t[0]
        error = 1 / (1 + np.exp(-score)) - y
        value = (
            np.mean(np.logaddexp(0, score) - y * score) + penalty * (t[1:] ** 2).sum()
        )
        return value, np.r_[error.mean(), z.T @ error / len(y) + 2 * penalty * t[1:]]

    free, rising = (None, None), (0, None)
    bounds = [free] + [rising] * x.shape[1]
    best = minimize(
        loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds
    ).x
    slopes = best[1:] / spread
    return best[0] - slopes @ mean, slopes


def main():
    for seed in (1, 2, 3):
        x, y = features(seed)
        intercept, slopes = fit(x, y)
        right = ((x @ slopes + intercept > 0) == y).mean()
        names = ("intercept", "order", "details", "twins", "local")
        numbers = (intercept, *slopes)
        shown = ", ".join(f"{n} {v:.2f}" for n, v in zip(names, numbers, strict=True))
        sys.stdout.write(f"seed {seed}, {len(y)} pairs: {shown}; {right:.3f} right\n")


if __name__ == "__main__":
    main()
