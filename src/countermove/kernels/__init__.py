"""Loops over states: arrays in, arrays out, without names or conflicts; the only room that imports Numba."""
