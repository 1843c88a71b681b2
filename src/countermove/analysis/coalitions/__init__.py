"""What decision makers can bring about together: what `countermove.coalitions` answers with.

`members` says which coalitions, `steps` where a coalition can go, `stability` when it stays, `agreements` what it
could agree on from the status quo, `gains` what each member changes and gains, and `result` holds the answer.
"""
