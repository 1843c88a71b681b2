"""Kernels for W worlds of one conflict; states and moves are the same in all worlds, and ranks differ.

In these kernels a state is its position among the S feasible states. A *list* of a decision maker holds states with
the same options of all others and the same irreversible options of its own. The decision maker can move from each
to each other. Lists are numbered through, by decision maker; list z takes the places ``begin[z]`` to
``begin[z + 1]``.

home : (n, S) int32, the list of each decision maker that holds a state
begin : (L + 1,) int32, the first place of each list
out_begin, out : (L + 1,) and (O,) int32, the lists that each list leads to, itself first
into_begin, into : (L + 1,) and (I,) int32, the lists that lead to each list
rank, order : (W, n, S) int32, dense ranks from 0, and the states in ascending rank
lists, heights : (W, n S) int32, the states of all lists, each list in ascending rank, and their ranks
component : (n, S) int32, for each decision maker the strong component of its opponents' moves that holds a state;
    components are numbered through, by decision maker, and moves lead to smaller numbers
bridges : (B, 2) int32, pairs of components that a move of an opponent links, ascending in the first
"""
