"""S5 and S8: several improvements at the same time, and decision makers who block each other."""

from __future__ import annotations

from published.case import Case, Option, in_options

SEVERAL_IMPROVEMENTS = Case(
    id="s5-sim-with-several-improvements",
    source="ours",
    provenance="computed; GMCR+ misses YYY, for it tests only the first improvement",
    setting=in_options(
        options=(Option("DM 2", "option 1"), Option("DM 2", "option 2"), Option("DM 1", "option 3")),
        rankings={
            "DM 1": "NNN > NYN > YNY > NYY > YYN > YYY > YNN > NNY",
            "DM 2": "YYN > NNN > NYY > YNY > YYY > YNN > NNY > NYN",
        },
    ),
    stable={"sim": {"DM 2": "YYN NYY YYY"}},
)

MUTUAL_EXCLUSION = Case(
    id="s8-mutual-exclusion",
    source="ours; the rankings, which do not matter, are those of Chicken",
    provenance="computed: there are no moves at all",
    setting=in_options(
        options=(Option("DM 1", "option 1"), Option("DM 2", "option 2")),
        infeasible="NN YY",
        rankings={"DM 1": "NY > YN", "DM 2": "YN > NY"},
    ),
    equilibria={"nash gmr smr seq sseq sim": "YN NY"},
)
