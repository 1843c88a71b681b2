"""Very many verbs of saying: speakers are looked for beside so many, and a name at the end is found from the end."""

from __future__ import annotations

import random

import pytest

from countermove.io.texts import speakers
from countermove.io.texts.draft import drafted
from countermove.io.texts.outline import outlined
from countermove.io.texts.person_names import name_at_end, name_runs


def test_speakers_are_looked_for_beside_so_many_verbs_of_saying(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of `said Anna` ninety thousand times took twenty seconds; what is passed over is told."""
    text = outlined("Nora Fen said so. Tom Alder said so. “It rains a lot,” said Ada Brook.", "a.txt")
    assert not any("verbs of saying" in each for each in drafted(text).remarks)
    monkeypatch.setattr(speakers, "MAX_VERBS", 2)
    draft = drafted(text)
    assert {each.key: each.value for each in draft.findings}["speaker"] == ("Nora Fen", "Tom Alder")
    assert any("verbs of saying; 1 more passed over" in each for each in draft.remarks)


WORDS = [
    "Ada",
    "Brook",
    "van",
    "de",
    "the",
    "President",
    "Mr.",
    "said",
    "J.",
    "O’Neil",
    "U.S.",
    "Monday",
    "He",
    "Иван",
]
WORDS += [",", " ", "\n", ".", "-", "’s", "фон", "1", "_", "A.B."]


def test_the_name_that_ends_a_text_is_the_last_of_all_its_names() -> None:
    rng = random.Random(1)
    for _ in range(5_000):
        words = "".join(rng.choice(WORDS) + rng.choice([" ", " ", "", ", "]) for _ in range(rng.randrange(7)))
        ends = [(start, name) for start, end, name in name_runs(words) if end >= len(words)]
        assert name_at_end(words) == (ends[-1] if ends else None), words
