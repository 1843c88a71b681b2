"""Many worlds of one conflict at a time, all with the same states and moves: only ranks differ between them.

In these kernels a state is its position among the S feasible ones. The states that a decision maker can go to and fro
between make up a *list*: they agree on the options of all others, and on its own irreversible ones. Lists are
numbered through, those of the first decision maker first; list z takes the places ``begin[z]`` to ``begin[z + 1]``.

home : (n, S) int32, the list of each decision maker that a state belongs to
begin : (L + 1,) int32
out_begin, out : (L + 1,) int32 and the lists that each list leads to, itself first
into_begin, into : likewise the lists that lead to it
rank, order : (W, n, S) int32, dense ranks from 0, and the states in ascending rank
lists, heights : (W, n S) int32, the members of all lists, each in ascending rank, and their ranks
component : (n, S) int32, for each decision maker the set of states that its opponents can go to and fro between;
    sets are numbered through, those of the first decision maker first, and moves lead to smaller numbers
bridges : (B, 2) int32, the sets between which single moves of opponents lead, ascending in the first
"""
