"""The judgement: one bottom line of an account, computed once."""
