"""The slice of the long runs that `make test` does."""

from __future__ import annotations

from typing import Any

from _pytest.mark import ParameterSet

from long_runs import Share, few_at_once, in_two


def test_a_slice_is_small_and_never_empty() -> None:
    assert [len(Share("seed").of(range(count))) for count in (1, 100, 300, 3500)] == [1, 1, 1, 11]
    assert {*Share("seed").of(range(200, 4200, 10))} <= {*range(200, 4200, 10)}
    assert (Share("seed").at_most(1 << 10), Share("seed").at_most(2)) == (4, 2)


def test_without_a_seed_a_long_run_is_whole() -> None:
    assert Share(None).of(range(3500)) == [*range(3500)]
    assert Share(None).at_most(1 << 10) == 1 << 10


def test_a_seed_draws_the_same_slice_again_and_others_draw_others() -> None:
    cases = range(3500)
    assert Share("1 a").of(cases) == Share("1 a").of(cases)
    drawn = [frozenset(Share(f"{seed} a").of(cases)) for seed in range(50)]
    assert len({*drawn}) == 50
    assert len(frozenset().union(*drawn)) > 400


def values_of(cases: list[object]) -> list[Any]:
    """Return the cases without their marks."""
    return [value for each in cases for value in (each.values if isinstance(each, ParameterSet) else [each])]


def test_make_quick_and_make_test_together_do_every_case_once() -> None:
    cases = range(10, 22)
    few, others = values_of(in_two(cases, 5))
    assert [*few, *others] == [*cases] == values_of(few_at_once(cases, 5))
    assert few_at_once(cases, 5)[:5] == [*few]
