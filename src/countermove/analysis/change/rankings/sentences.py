"""A changed ranking in sentences: pairs that share a state are said together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from countermove.analysis.change.rankings.orders import changed_pairs
from countermove.analysis.change.result import Edit
from countermove.model.outcome import states_where

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from countermove.analysis.change.rankings.orders import Pairs
    from countermove.model.conflict import Conflict

    Rank = NDArray[np.int32]

SAID = 3
"""The most states that one sentence names; of more it gives the number."""


def ranking_edits(conflict: Conflict, who: int, after: Rank) -> tuple[Edit, ...]:
    """Return the edits that lead from a decision maker's ranking to another one.

    Parameters
    ----------
    conflict : Conflict
        The conflict as it stands.
    who : int
        The position of the decision maker.
    after : ndarray of int32, shape (S,)
        Its other ranking.

    Examples
    --------
    >>> from countermove import cases
    >>> syria = cases.load("syria-iraq-1975")
    >>> after = np.array([5, 3, 4, 1, 0, 2], np.int32)
    >>> [each.says for each in ranking_edits(syria, 0, after)]
    ['Syria would have to prefer Release more water (2) to Escalate and Attack (6)']
    """
    return RankingSentences(conflict).edits(who, after)


@dataclass(frozen=True, eq=False)
class RankingSentences:
    """The sentences on changed rankings of one conflict."""

    conflict: Conflict

    def edits(self, who: int, after: Rank) -> tuple[Edit, ...]:
        """Return the edits that lead from a decision maker's ranking to another, of shape (S,)."""
        left = changed_pairs(self.conflict.ranks[who], after)
        edits: list[Edit] = []
        while left:
            [(hub, _)] = Counter(k for pair in left for k in pair).most_common(1)
            own = {pair: halves for pair, halves in left.items() if hub in pair}
            left = {pair: halves for pair, halves in left.items() if hub not in pair}
            edits += self._around(who, hub, own, after)
        return tuple(edits)

    def _around(self, who: int, hub: int, pairs: Pairs, after: Rank) -> list[Edit]:
        """Return an edit for each relation in which a state stands to others after the change."""
        others: dict[int, list[int]] = defaultdict(list)
        costs: dict[int, int] = defaultdict(int)
        for pair, halves in pairs.items():
            other = pair[0] if pair[1] == hub else pair[1]
            sign = int(np.sign(int(after[hub]) - int(after[other])))
            others[sign].append(other)
            costs[sign] += halves
        dm = self.conflict.decision_makers[who]
        name = " ".join((dm.name or dm.id).split())
        said = {sign: sorted(each, key=lambda k: (-int(after[k]), k)) for sign, each in others.items()}
        return [
            Edit("prefer", dm.id, f"{name} would have to {self._relation(hub, said[sign], sign)}", costs[sign] / 2)
            for sign in (1, 0, -1)
            if sign in said
        ]

    def _relation(self, hub: int, others: list[int], sign: int) -> str:
        one, rest = self.called(hub), self._listed(hub, others)
        if sign == 0:
            return f"find {one} as good as {rest}"
        return f"prefer {one} to {rest}" if sign > 0 else f"like {one} less than {rest}"

    def _listed(self, hub: int, positions: list[int]) -> str:
        """Return a few states in words; of many, how many more there are."""
        few = positions if len(positions) <= SAID + 1 else positions[:SAID]
        names = [self._beside(hub, k) for k in few]
        if len(few) < len(positions):
            names.append(f"{len(positions) - SAID:,} other states")
        return " and ".join([", ".join(names[:-1])] * (len(names) > 1) + names[-1:])

    def called(self, position: int) -> str:
        """Return a state in short words, with its number in brackets.

        Examples
        --------
        >>> from countermove import cases
        >>> RankingSentences(cases.load("elmira")).called(4)
        'Deadlock (5)'
        >>> RankingSentences(cases.load("syria-iraq-1975")).called(0)
        'nothing on (1)'
        """
        return f"{self._end_names[position] or self._options_on(position)} ({position + 1})"

    def _beside(self, hub: int, position: int) -> str:
        """Return a state in words beside another one: by what it differs in, where that is shorter or needed."""
        name = self._end_names[position]
        if self.conflict.graph is not None or (name and name != self._end_names[hub]):
            return self.called(position)
        differing = f"the same {self._difference(hub, position)}"
        whole = self._options_on(position)
        return f"{differing if len(differing) < len(whole) else whole} ({position + 1})"

    def _difference(self, hub: int, position: int) -> str:
        """Return the options by which a state differs from another, as 'with ... and without ...'."""
        patterns = [self.conflict.states.pattern(k) for k in (hub, position)]
        parts = []
        for letter, word in (("Y", "with"), ("N", "without")):
            turned = [
                self._short[bit]
                for bit, each in enumerate(zip(*patterns, strict=True))
                if each[1] == letter != each[0]
            ]
            parts += [f"{word} {' and '.join(turned)}"] if turned else []
        return " and ".join(parts) or "otherwise"

    @cached_property
    def _end_names(self) -> list[str]:
        """For each state the name of the first end that it meets; empty if it meets none."""
        named = {each.id: " ".join(each.name.split()) or each.id for each in self.conflict.definitions}
        names = [""] * len(self.conflict.states)
        for end in self.conflict.ends:
            for k in np.flatnonzero(states_where(self.conflict, end)).tolist():
                names[k] = names[k] or named[end]
        return names

    def _options_on(self, position: int) -> str:
        state = self.conflict.states[position]
        if self.conflict.graph is not None:
            return " ".join(state.name.split())
        words = dict(zip(self.conflict.options, self._short, strict=True))
        on = [words[name] for name in state.on]
        return " and ".join([", ".join(on[:-1])] * (len(on) > 1) + on[-1:]) or "nothing on"

    @cached_property
    def _short(self) -> list[str]:
        """The narrow wording of each option, followed by its owner if others have the same."""
        words = [" ".join((each.short or each.name).split()) or each.id for _, each in self.conflict.owned]
        dms = [self.conflict.decision_makers[i] for i in self.conflict.owners]
        return [
            word if words.count(word) == 1 else f"{word} ({dm.name or dm.id})"
            for word, dm in zip(words, dms, strict=True)
        ]
