"""The backward search for the opponents' worst answer in graph form.

Moves of one decision maker need not be transitive here, and no decision maker moves twice running. The search
therefore visits pairs of a state and its mover. `blocks` has the search for option form.
"""

from __future__ import annotations

from countermove.kernels.jit import Kernel


@Kernel
def search(order, value, focal, improving, rank, begin, source, opened, stack, worst):  # type: ignore[no-untyped-def]
    """Find for every state the least `value` at the end of a legal sequence of moves by the opponents of `focal`.

    A pair (t, b) stands for the sequences from t that begin with a move of b. The search goes backwards from the
    end states in ascending value, so the first value that reaches a pair is its least. The predecessors of (t, b)
    are the moves into t by all decision makers but b. Cost: at most n times the number of the opponents' moves.

    order : (S,) int, states in ascending `value`;  value : (S,) int32
    improving : whether each move must be an improvement for its mover
    rank : (n, S) int32, larger is preferred
    begin, source : (n, S + 1) int64 and (A,) int32; the moves of b into t come from
        ``source[begin[b, t]:begin[b, t + 1]]``
    opened, stack : (n, S) bool, all False, and (n S + 1,) int64; work space
    worst : (S,) int32, -1 on entry; on return the least value, -1 where the opponents cannot move
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
