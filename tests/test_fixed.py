"""The key `fixed`: what no least change may touch, read, written and kept."""

import dataclasses

import countermove as cm
from countermove.io.yaml.writing import write_yaml

FILE = """
title: Fixed
decision_makers:
  a:
    options: {go: {fixed: true}, stay: Stay}
    preferences: [{holds: go, fixed: true}, not stay]
feasible: [{holds: go or not stay, fixed: true}]
"""


def test_fixed_is_read_from_statements_options_and_rules_and_written_again() -> None:
    conflict = cm.loads(FILE)
    [dm] = conflict.decision_makers
    assert [each.fixed for level in dm.preferences.statements for each in level] == [True, False]
    assert [each.fixed for each in dm.options] == [True, False]
    assert [each.fixed for each in conflict.rules] == [True]
    assert cm.loads(write_yaml(conflict)) == conflict


def test_fixed_is_no_part_of_what_a_statement_means() -> None:
    conflict = cm.loads(FILE)
    [dm] = conflict.decision_makers
    freed = tuple(
        tuple(dataclasses.replace(each, fixed=False) for each in level) for level in dm.preferences.statements
    )
    other = conflict.with_(decision_makers=(dataclasses.replace(dm, preferences=cm.Preferences(freed)),))
    assert (conflict.ranks == other.ranks).all()
