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
    stable : (n, N) bool, False on entry; filled. Cost: the sum over states of the combinations of improvements.
    """
    for s in states:
        for i in range(len(low)):
            together = [0]
            for j in range(len(low)):
                if j != i:
                    flips = [0]
                    for own in range(1, 1 << width[j]):
                        flip = own << low[j]
                        free = s & flip & stays_on == 0 and s & flip & stays_off == flip & stays_off
                        if free and rank[j, s ^ flip] > rank[j, s]:
                            flips.append(flip)
                    if len(flips) > 1:
                        together = [flip ^ others for flip in flips for others in together]
            held = True
            for own in range(1, 1 << width[i]):
                flip = own << low[i]
                free = s & flip & stays_on == 0 and s & flip & stays_off == flip & stays_off
                if held and free and rank[i, s ^ flip] > rank[i, s]:
                    held = False
                    for others in together:
                        if 0 <= rank[i, s ^ flip ^ others] <= rank[i, s]:
                            held = True
                            break
            stable[i, s] = held
