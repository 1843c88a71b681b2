"""Graph form: the same search along arcs, on pairs of a state and the next mover.

Moves of one decision maker need not be transitive here, so the rule that nobody moves twice running counts.
"""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def worst_reply(order, value, focal, improving, rank, begin, source, worst):  # type: ignore[no-untyped-def]
    """Find, for every state, the least `value` at the end of a legal sequence of the opponents of `focal`.

    A pair (t, b) stands for the sequences from t that b opens. Searching backwards from their ends in ascending
    value, the first value that meets a pair is its least. From (t, b) one goes back along the moves into t by
    anybody but b.

    order : (S,) int, states in ascending `value`;  value : (S,) int32
    improving : whether every move must improve on the state that it leaves, for its mover
    rank : (n, S) int32, larger is preferred
    begin : (n, S + 1) int64, and source : (A,) int32, the moves by their ends: decision maker b comes into t from
        ``source[begin[b, t]:begin[b, t + 1]]``
    worst : (S,) int32, filled with -1; on return the least value, -1 where the opponents cannot move.
        Cost: at most n times the number of the opponents' moves.
    """
    dms, size = rank.shape
    opened = np.zeros((dms, size), np.bool_)
    stack_state = np.empty(dms * size + 1, np.int32)
    stack_mover = np.empty(dms * size + 1, np.int32)
    for k in range(size):
        end = order[k]
        height = 1
        stack_state[0] = end
        stack_mover[0] = -1
        while height > 0:
            height -= 1
            t = stack_state[height]
            after = stack_mover[height]
            for b in range(dms):
                if b == focal or b == after:
                    continue
                for a in range(begin[b, t], begin[b, t + 1]):
                    s = source[a]
                    if opened[b, s] or (improving and rank[b, s] >= rank[b, t]):
                        continue
                    opened[b, s] = True
                    if worst[s] < 0:
                        worst[s] = value[end]
                    stack_state[height] = s
                    stack_mover[height] = b
                    height += 1
