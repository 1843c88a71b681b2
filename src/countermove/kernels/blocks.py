"""The opponents' worst answer in option form: a backward search, and sweeps that replace it if they converge.

In these kernels a state is a mask whose bits are grouped by decision maker. Decision maker j has ``width[j]`` bits
from bit ``low[j]`` up. Its ``fixing[j]`` irreversible options are the highest of them; each is coded so that it only
goes from 0 to 1. The *block* of a state holds all states that differ from it in one decision maker's options only.
A *list* holds the feasible states of a block that agree on the irreversible options.
"""

from __future__ import annotations

import numpy as np

from countermove.kernels.jit import Kernel


@Kernel
def ascending(value, start, order):  # type: ignore[no-untyped-def]
    """Fill `order` with the positions in ascending `value`, without those below 0, by counting sort; return how many.

    value : (N,) int32
    start : (largest value + 2,) int, zeros
    order : (N,) int32, filled. Cost: N.
    """
    top = len(start) - 1
    for s in range(len(value)):
        if value[s] >= 0:
            start[value[s] + 1] += 1
    for level in range(top):
        start[level + 1] += start[level]
    for s in range(len(value)):
        if value[s] >= 0:
            order[start[value[s]]] = s
            start[value[s]] += 1
    return start[top - 1]


@Kernel
def fill_lists(order, count, low, width, fixing, filled, lists):  # type: ignore[no-untyped-def]
    """Sort every block of one decision maker into lists, each in ascending rank.

    order, count : (N,) int32 and its used length; states in ascending rank
    low, width, fixing : int, the decision maker's bits; see the head of this file
    filled : (number of lists,) int32, zeros; filled with the lists' lengths
    lists : (N,) int32, filled with states; list l begins at place ``l << (width - fixing)``
    """
    room = width - fixing
    for k in range(count):
        s = order[k]
        block = (s >> (low + width) << low) | (s & ((1 << low) - 1))
        at = (block << fixing) | (s >> (low + room) & ((1 << fixing) - 1))
        lists[(at << room) + filled[at]] = s
        filled[at] += 1


@Kernel
def sweep(value, focal, improving, rounds, rank, low, width, fixing, filled, lists, first, worst):  # type: ignore[no-untyped-def]
    """Compute the result of `search` by sweeps over the blocks; return whether they converge within `rounds`.

    A sweep over one opponent's blocks goes through each list from its most preferred state down, and carries the
    least value of the states above. Then it goes through the lists that irreversible options open. It reads memory
    in order; a search does not. The sweeps converge when one sweep of each opponent in a row changes nothing. The
    number of rounds depends on the conflict: about a dozen for random ranks, as many as there are states for a
    corridor of feasible ones. `rounds` is therefore an upper limit.

    Other parameters as in `search`; `worst` need not be filled on entry.
    """
    size, dms = len(value), len(low)
    nothing = np.int32(2147483647)
    worst[:] = value
    unchanged = 0
    for turn in range(rounds * dms):
        j = turn % dms
        if j == focal:
            continue
        ranks, members, lengths = rank[j], lists[j * size : (j + 1) * size], filled[first[j] : first[j + 1]]
        room = width[j] - fixing[j]
        changed = False
        for at in range(len(lengths)):
            place = at << room
            above, level, last = nothing, nothing, np.int32(-1)
            for p in range(lengths[at] - 1, -1, -1):
                t = members[place + p]
                if ranks[t] != last:
                    above, last = min(above, level), ranks[t]
                if above < worst[t]:
                    worst[t] = above
                    changed = True
                level = min(level, worst[t])
            if not improving:
                for p in range(lengths[at]):
                    if level < worst[members[place + p]]:
                        worst[members[place + p]] = level
                        changed = True
            own = at & ((1 << fixing[j]) - 1)
            part = own
            while part + 1 < 1 << fixing[j]:
                part = (part + 1) | own  # the next that has all irreversible options of `own` on
                target = (at - own + part) << room
                q, above = lengths[at - own + part] - 1, nothing
                for p in range(lengths[at] - 1, -1, -1):
                    t = members[place + p]
                    while q >= 0 and (not improving or ranks[members[target + q]] > ranks[t]):
                        above = min(above, worst[members[target + q]])
                        q -= 1
                    if above < worst[t]:
                        worst[t] = above
                        changed = True
        unchanged = 0 if changed else unchanged + 1
        if unchanged >= dms - 1:
            return True
    return dms < 2


@Kernel
def search(  # type: ignore[no-untyped-def]
    order, count, value, focal, improving, rank, low, width, fixing, filled, lists, first, head, stack, worst
):
    """Find for every state the least `value` that the opponents of `focal` can reach from it.

    The search takes the states in ascending value and goes backwards along the opponents' moves from each unvisited
    one, so a state's first value is its least. In option form one decision maker's moves are transitive, so the rule
    that nobody moves twice running never matters. The predecessors of u by an improvement of j are prefixes of j's
    lists, up to ``rank[j, u]``. Prefixes nest, so one pointer per list visits every state once. Cost: (n - 1) times
    the number of feasible states, and (3/2)**q times that with q irreversible options.

    order, count : (N,) int32 and its used length; states in ascending `value`
    value : (N,) int32, -1 where infeasible
    improving : whether each move must be an improvement for its mover
    rank : (n, N) int32, larger is preferred
    low, width, fixing : (n,) int, the decision makers' bits; see the head of this file
    filled, lists : (number of lists,) int32 and (n N,) int32, as `fill_lists` fills them for each decision maker
    first : (n,) int64, where each decision maker's part of `filled` begins
    head, stack : zeros in the shape of `filled`, and (N,) int32; work space
    worst : (N,) int32, -1 on entry; on return the least value within the opponents' reach, the state's own included
    """
    size = len(value)
    for k in range(count):
        start = order[k]
        if worst[start] >= 0:
            continue
        least = value[start]
        worst[start] = least
        stack[0] = start
        height = 1
        while height > 0:
            height -= 1
            u = stack[height]
            for j in range(len(low)):
                if j == focal or width[j] == 0:
                    continue
                room = width[j] - fixing[j]
                block = (u >> (low[j] + width[j]) << low[j]) | (u & ((1 << low[j]) - 1))
                fixed = u >> (low[j] + room) & ((1 << fixing[j]) - 1)
                limit = rank[j, u]
                part = fixed
                while True:
                    at = first[j] + ((block << fixing[j]) | part)
                    place = j * size + ((at - first[j]) << room)
                    p = head[at]
                    while p < filled[at]:
                        t = lists[place + p]
                        if improving and rank[j, t] >= limit:
                            break
                        p += 1
                        if worst[t] < 0:
                            worst[t] = least
                            stack[height] = t
                            height += 1
                    head[at] = p
                    if part == 0:
                        break
                    part = (part - 1) & fixed
