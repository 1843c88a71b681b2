"""Sensitivity of the family csto-appeals to its confidences: draw all of them anew, score it again, print one table.

Run it by ``python benchmarks/appeals.py``; its argument is the number of draws of each kind.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from countermove import cases, family, read_family
from countermove.simulation.families.result import FamilyForecasts

NAME, CASE, QUESTION = "csto-appeals", "kz2022", "granted"
LOW, HIGH = 0.02, 0.98
HEAD = ("numbers", "draws", "first of all", "beats all cases", "beats the others, Laplace", "median", "least", "most")

DRAWS: dict[str, Callable[[random.Random, float], float]] = {
    "one half": lambda _, __: 0.5,
    "within 0.2": lambda rng, given: min(max(given + rng.uniform(-0.2, 0.2), LOW), HIGH),
    "anything": lambda rng, _: rng.uniform(LOW, HIGH),
}


def drawn(text: str, rng: random.Random, draw: Callable[[random.Random, float], float]) -> str:
    """Return a family file with every confidence of its template drawn anew."""
    template, rest = text.split("\nrules:\n", 1)

    def anew(line: re.Match[str]) -> str:
        return re.sub(r"\d\.\d+", lambda number: f"{draw(rng, float(number[0])):.3f}", line[0])

    return re.sub(r"confidence: .*", anew, template) + "\nrules:\n" + rest


def scored(folder: Path, text: str) -> FamilyForecasts:
    """Return the forecasts of a family file; its tables lie in the folder."""
    file = folder / "drawn.family.yaml"
    file.write_text(text, encoding="utf-8")
    return family(read_family(file))


def row(folder: Path, name: str, draws: int) -> tuple[str, ...]:
    """Return the row of one kind of draw."""
    text = cases.family_file(NAME).read_text("utf-8")
    chances, first, ahead, learnt = [], 0, 0, 0
    for seed in range(draws):
        found = scored(folder, drawn(text, random.Random(seed), DRAWS[name]))
        chance = {each.case.id: each.of(QUESTION).value for each in found.forecasts}
        own, seen, _, others, *_ = (each.brier for each in found.score(QUESTION).forecasters)
        first += all(chance[CASE] > each for id_, each in chance.items() if id_ != CASE)
        ahead, learnt = ahead + (own < seen), learnt + (own < others)
        chances.append(chance[CASE])
    chances.sort()
    shown = (f"{100 * each:.1f} %" for each in (chances[draws // 2], chances[0], chances[-1]))
    return (name, str(draws), str(first), str(ahead), str(learnt), *shown)


def main() -> None:
    """Print the table."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    print("|", " | ".join(HEAD), "|\n|" + "--|" * len(HEAD))
    with tempfile.TemporaryDirectory() as here:
        for table in cases.family_file(NAME).parent.glob(f"{NAME}*.csv"):
            shutil.copy(table, here)
        for name in DRAWS:
            print("|", " | ".join(row(Path(here), name, 1 if name == "one half" else draws)), "|", flush=True)


if __name__ == "__main__":
    main()
