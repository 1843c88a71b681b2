"""Simultaneous stability: the other decision makers improve from the same state at the same time."""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def sanctioned(states, rank, low, width, stays_on, stays_off, stable):  # type: ignore[no-untyped-def]
    """Mark the states at which simultaneous improvements of others sanction every improvement.

    states : (F,) int32, the masks to mark
    rank : (n, N) int32, -1 where infeasible
    low, width : (n,) int64, the bits of each decision maker; see the head of `blocks`
    stays_on, stays_off : int, masks of irreversible options
    stable : (n, N) bool, False on entry; filled. Cost: for each state and decision maker all changes of its options,
        or all states where these are fewer, and n times the combinations of improvements.
    """
    for s in states:
        flips = [0]
        first = [1]
        for j in range(len(low)):
            own = ((1 << width[j]) - 1) << low[j]
            by_change = 1 << width[j] <= len(states)
            for k in range(1 << width[j] if by_change else len(states)):
                flip = k << low[j] if by_change else s ^ states[k]
                free = s & flip & stays_on == 0 and s & flip & stays_off == flip & stays_off
                if flip & own == flip and free and rank[j, s ^ flip] > rank[j, s]:
                    flips.append(flip)
            first.append(len(flips))
        for i in range(len(low)):
            stable[i, s] = True
            if first[i] == first[i + 1]:
                continue
            together = [0]
            for j in range(len(low)):
                if j != i and first[j] < first[j + 1]:
                    together.extend([flip ^ others for flip in flips[first[j] : first[j + 1]] for others in together])
            for flip in flips[first[i] : first[i + 1]]:
                held = False
                for others in together:
                    if 0 <= rank[i, s ^ flip ^ others] <= rank[i, s]:
                        held = True
                        break
                if not held:
                    stable[i, s] = False
                    break
