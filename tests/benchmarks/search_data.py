"""A hundred thousand invented things in five languages, always the same ones."""

import json
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from search.registry import Row, Source

LANGUAGES: Final = ("en", "fr", "de", "es", "it")
KINDS: Final = ("tool", "case", "article", "event", "letter", "path", "page")
COMMON: Final = "inspire"  # in 15 % of all texts: the query with 15,000 hits of 100,000
SHARE: Final = 0.15
WORDS_A_TEXT: Final = (60, 240)  # 150 words on average: terms, people, events, tools, articles
VOCABULARY: Final = 12_000
STREAM: Final = 400_000
DATA: Final = Path(__file__).parents[2] / "site" / "vocabulary" / "data"
ENDINGS: Final = {
    "en": ("ing", "ed", "s", "ly", "ness", ""),
    "fr": ("ation", "és", "ement", "eaux", "ités", ""),
    "de": ("ungen", "lich", "en", "er", "schaft", ""),
    "es": ("ciones", "ado", "amente", "idades", "os", ""),
    "it": ("zioni", "ato", "mente", "ità", "i", ""),
}


def _codes(scheme: str) -> list[str]:
    """Return the topmost codes of one vocabulary."""
    terms = json.loads((DATA / f"{scheme}.json").read_text())["terms"]
    return [term["code"] for term in terms]


def _labels(language: str) -> list[str]:
    """Return the words of the vocabularies in one language, so that stems are real ones."""
    words: set[str] = set()
    for file in sorted(DATA.glob("*.json")):
        for term in json.loads(file.read_text())["terms"]:
            words |= set(term["labels"].get(language, "").lower().split())
    return sorted(word for word in words if word.isalpha() and len(word) > 2)


class Language:
    """The words of one language, a few of them frequent and most of them rare, as in life."""

    def __init__(self, code: str) -> None:
        dice = random.Random(code)
        self.words = _labels(code)
        while len(self.words) < VOCABULARY:
            root = "".join(dice.choice("bdfglmnprstv") + dice.choice("aeiou") for _ in range(2))
            self.words.append(root + dice.choice("bdlmnrst") + dice.choice(ENDINGS[code]))
        dice.shuffle(self.words)
        total, self.sums = 0.0, []
        for place in range(len(self.words)):
            total += 1 / (place + 10)
            self.sums.append(total)
        # Texts are cut out of one long one: to throw the dice for each word anew would take longer
        # than to index it.
        self.stream = dice.choices(self.words, cum_weights=self.sums, k=STREAM)


class Fictions(Source):
    """Invented rows, made anew from their number each time."""

    name = "benchmark"

    def __init__(self, size: int) -> None:
        self.size = size
        self.languages = {code: Language(code) for code in LANGUAGES}
        schemes = {
            "stage": "oi_stage",
            "group": "stakeholder_group",
            "theme": "theme",
            "country": "country",
            "sector": "nace_section",
            "evidence": "evidence_level",
        }
        self.codes = {facet: _codes(scheme) for facet, scheme in schemes.items()}

    def keys(self) -> Iterable[str]:
        return (str(number) for number in range(self.size))

    def rows(self, keys: Sequence[str]) -> Iterable[Row]:
        return (self.row(int(key)) for key in keys)

    def row(self, number: int) -> Row:
        dice = random.Random(number)
        code = LANGUAGES[number % len(LANGUAGES)]
        language = self.languages[code]
        start, length = dice.randrange(STREAM - WORDS_A_TEXT[1]), dice.randint(*WORDS_A_TEXT)
        text = language.stream[start : start + length]
        if dice.random() < SHARE:
            text[dice.randrange(30) if dice.random() < 0.3 else dice.randrange(30, 60)] = COMMON
        title, summary = " ".join(text[:6]).capitalize(), " ".join(text[6:30])
        kind = KINDS[min(int(dice.expovariate(0.5)), len(KINDS) - 1)]
        url = f"/{code}/{kind}/{number}/"
        return Row(
            key=str(number),
            language=code,
            kind=kind,
            title=title,
            url=url,
            summary=summary,
            body=" ".join(text[30:]),
            facets={
                facet: set(dice.choices(codes, k=2 if facet in {"stage", "theme"} else 1))
                for facet, codes in self.codes.items()
            },
            card={"title": title, "url": url, "text": summary, "kind": kind, "meta": ["3 h"]},
            dated=datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=dice.randrange(2000)),
        )
