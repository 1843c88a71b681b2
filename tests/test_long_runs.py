"""The slice of the long runs that `make test` does."""

from __future__ import annotations

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


def test_make_quick_and_make_test_together_do_every_case_once() -> None:
    cases = range(10, 22)
    few, others = (part for (part,) in (each.values for each in in_two(cases, 5) if isinstance(each, ParameterSet)))
    assert [*few, *others] == [*cases]
    one_by_one = few_at_once(cases, 5)
    assert one_by_one[:5] == [*few]
    assert [each.values for each in one_by_one[5:] if isinstance(each, ParameterSet)] == [(case,) for case in others]
