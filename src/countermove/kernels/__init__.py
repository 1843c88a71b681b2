"""Loops over states: arrays in, arrays out, nothing known of conflicts. The only room that imports Numba."""
