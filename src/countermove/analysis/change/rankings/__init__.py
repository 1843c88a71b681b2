"""Least changes of rankings: upper sets, exact distances, counts of rankings, and the radius of a verdict."""
