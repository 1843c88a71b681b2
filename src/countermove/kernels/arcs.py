"""Graph form: the same search along arcs, on pairs of a state and the next mover.

Moves of one decision maker need not be transitive here, so the rule that nobody moves twice running counts.
"""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def search(order, value, focal, improving, rank, begin, source, opened, stack, worst):  # type: ignore[no-untyped-def]
    """Find, for every state, the least `value` at the end of a legal sequence of the opponents of `focal`.

    A pair (t, b) stands for the sequences from t that b opens. Searching backwards from their ends in ascending
    value, the first value that meets a pair is its least. From (t, b) one goes back along the moves into t by
    anybody but b.

    order : (S,) int, states in ascending `value`;  value : (S,) int32
    improving : whether every move must improve on the state that it leaves, for its mover
    rank : (n, S) int32, larger is preferred
    begin : (n, S + 1) int64, and source : (A,) int32, the moves by their ends: decision maker b comes into t from
        ``source[begin[b, t]:begin[b, t + 1]]``
    opened, stack : (n, S) bool, all False, and (n S + 1,) int64, for the search's own use
    worst : (S,) int32, filled with -1; on return the least value, -1 where the opponents cannot move.
        Cost: at most n times the number of the opponents' moves.
    """
    dms, size = rank.shape[0], rank.shape[1]
    for k in range(size):
        end = order[k]
        height = 1
        stack[0] = dms * size + end  # nobody has moved yet
        while height > 0:
            height -= 1
            after, t = stack[height] // size, stack[height] % size
            for b in range(dms):
                if b in (focal, after):
                    continue
                for a in range(begin[b, t], begin[b, t + 1]):
                    s = source[a]
                    if opened[b, s] or (improving and rank[b, s] >= rank[b, t]):
                        continue
                    opened[b, s] = True
                    if worst[s] < 0:
                        worst[s] = value[end]
                    stack[height] = b * size + s
                    height += 1
