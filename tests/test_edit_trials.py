"""The ends of conflicts that are solved together, from attained states only, against each solved by itself."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from countermove import Conflict, DecisionMaker, Option, Preferences
from countermove.analysis.assumptions.trial import OrdinaryTrial, moves_of
from countermove.analysis.change.edits.groups import NOTHING, EditPart
from countermove.analysis.change.edits.step import EditStep, Steps
from countermove.analysis.change.edits.trials import trials_of
from countermove.analysis.change.edits.verdicts import EditedShape, Verdicts
from countermove.analysis.change.goal import Throughout


def four_options() -> Conflict:
    """Return a conflict of two decision makers; one option stays on."""
    own = (("a", "b"), ("c", "d"))
    dms = [
        DecisionMaker(
            id=f"d{i}",
            options=[Option(id=name, stays="on" if name == "d" else None) for name in some],
            preferences=Preferences([some[0], f"not {some[1]}"]),
        )
        for i, some in enumerate(own)
    ]
    return Conflict(title="four options", decision_makers=dms, status_quo=())


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
def test_each_settles_as_by_itself(concept: str) -> None:
    conflict = four_options()
    shape = EditedShape(conflict, moves_of(conflict), b"")
    rng = np.random.default_rng(3)
    size = len(conflict.states)
    ranks = [
        np.stack([np.unique(rng.integers(0, 6, size), return_inverse=True)[1] for _ in range(2)]).astype(np.int32)
        for _ in range(40)
    ]
    together = [*trials_of(shape, ranks, concept, "plain")]
    reached = set()
    for trial in together:
        alone = OrdinaryTrial(trial.conflict, concept, "plain")
        assert [k for k, _ in trial.settles or ()] == [k for k, _ in alone.settles or ()]
        assert dict(trial.settles or ()) == pytest.approx(dict(alone.settles or ()))
        reached.add(trial.settles)
        assert [trial.holds(k, concept) for k in range(size)] == [alone.holds(k, concept) for k in range(size)]
    assert len(reached) > 5


def test_each_set_of_edits_of_a_decision_maker_is_ranked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a set of edits does is told by its ranks; the search does not rank the states by it again."""
    ranked: list[tuple[int, Steps]] = []
    rank = Verdicts._new_rank

    def counted(self: Verdicts, shape: EditedShape, dm: int, steps: Steps) -> NDArray[np.int32] | None:
        ranked.append((dm, steps))
        return rank(self, shape, dm, steps)

    monkeypatch.setattr(Verdicts, "_new_rank", counted)
    verdicts = Verdicts(four_options(), Throughout("never a", "a", never=True), "seq", "plain", (0, 1))
    steps = (EditStep("drop", ("sense", 0, 0, 0), 2.0, text="a"),)
    part = EditPart(2.0, steps, verdicts.does(0, steps))
    verdicts.serving([[part, NOTHING]])
    assert ranked.count((0, steps)) == 1
