"""S7 Two fronts: one decision maker in a Prisoner's dilemma, which it cares for first, and in Chicken."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from published.case import Case, Option, in_options
from published.notation import patterns

LOCAL = patterns(2)


def _joined(firsts: Iterable[str], seconds: Iterable[str], sign: str) -> str:
    return sign.join(first + second for first, second in product(firsts, seconds))


def _levels(ranking: str) -> list[str]:
    return ranking.split(" > ")


DILEMMA_FIRST = _joined(_levels("NY > YY > NN > YN"), _levels("NY > YY > YN > NN"), " > ")
FIRST_ONLY = " > ".join(_joined([state], LOCAL, "~") for state in _levels("YN > YY > NN > NY"))
SECOND_ONLY = " > ".join(_joined(LOCAL, [state], "~") for state in _levels("YN > YY > NY > NN"))

TWO_FRONTS = Case(
    id="s7-two-fronts",
    source="ours; the options of the common decision maker are the first and the third",
    provenance="computed",
    setting=in_options(
        options=(
            Option("common", "cooperate"),
            Option("local 1", "cooperate"),
            Option("common", "swerve"),
            Option("local 2", "swerve"),
        ),
        rankings={"common": DILEMMA_FIRST, "local 1": FIRST_ONLY, "local 2": SECOND_ONLY},
    ),
    equilibria={
        "nash": _joined(["NN"], ["YN", "NY"], " "),
        "gmr smr": _joined(["NN", "YY"], ["YN", "NY", "YY"], " "),
        "seq sseq": _joined(["NN", "YY"], ["YN", "NY"], " ") + " YYYY",
    },
)
"""YYYY is an equilibrium by seq though YY is none in Chicken alone."""
