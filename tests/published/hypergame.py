"""S6 A misperception: DM 1 does not know that DM 2 can strike."""

from __future__ import annotations

from published.case import Case, Option, in_options

PERCEIVED = Case(
    id="s6-as-dm-1-sees-it",
    source="ours",
    provenance="computed",
    setting=in_options(
        options=(Option("DM 1", "disarm"), Option("DM 2", "disarm"), Option("DM 2", "strike")),
        infeasible="--Y",
        rankings={"DM 1": "YYN > NYN > NNN > YNN", "DM 2": "YYN > YNN > NNN > NYN"},
    ),
    equilibria={"nash": "NNN YYN"},
)

TRUE = Case(
    id="s6-as-it-is",
    source="ours",
    provenance="computed",
    setting=in_options(
        options=PERCEIVED.setting.options,
        infeasible="-YY",
        rankings={
            "DM 1": "YYN > NYN > NNN > YNN > NNY > YNY",
            "DM 2": "YNY > YYN > YNN > NNN > NYN > NNY",
        },
    ),
    equilibria={"nash": "NNN"},
)

HYPERGAME_EQUILIBRIA = {"nash": "NNN", "gmr seq": "NNN YYN"}
"""Stable for DM 1 as it sees the conflict, and for DM 2 as it is."""
