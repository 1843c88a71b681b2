"""Runs of worlds: the same numbers with any number of workers, after interruptions, and on a failing cluster."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

import distributed
import pytest

from countermove import TooLarge, cases, worlds
from countermove.errors import Interrupted, InvalidRequest
from countermove.simulation import dask
from countermove.simulation.plan import Plan, plan
from countermove.simulation.result import Worlds
from countermove.simulation.run import run
from countermove.simulation.store import BlockStore
from countermove.simulation.table import as_table, from_table
from countermove.simulation.totals import Totals
from uncertain_conflicts import draw_uncertain

pytestmark = pytest.mark.thorough

SRC = Path(__file__).parent.parent / "src"


def small(count: int = 200, seed: int = 5) -> Plan:
    """Return a plan of some blocks that is soon done: draws from a small conflict, seven worlds a block."""
    return replace(plan(draw_uncertain(11), "seq", count, seed), block=7)


def crisis(count: int) -> Plan:
    """Return a plan of blocks of 16 worlds of a conflict that takes a while."""
    return replace(plan(cases.load("kazakhstan-2022"), "seq", count, 1), block=16)


@cache
def whole_crisis() -> Totals:
    """Return what 800 worlds of the crisis come to, by one worker without interruption."""
    return run(crisis(800), workers=1)


def test_one_worker_and_two_find_the_same() -> None:
    assert run(small(), workers=2).equals(run(small(), workers=1))


def test_a_sample_is_the_sum_of_its_blocks() -> None:
    asked = small()
    expected = asked.solve(0)
    for number in range(1, asked.blocks):
        expected = expected + asked.solve(number)
    assert run(asked, workers=1).equals(expected)
    assert expected.counts[0, 0] == 200


def test_sums_survive_the_table() -> None:
    asked = small()
    assert from_table(asked, as_table(asked, asked.solve(1))).equals(asked.solve(1))


def test_a_table_names_each_word_once() -> None:
    """Of words that stand twice in a dictionary Parquet writes undefined bytes, which differ from run to run."""
    table = as_table(small(), small().solve(1))
    for column in ("thing", "way", "measure"):
        words = table[column].chunk(0).dictionary.to_pylist()
        assert len(words) == len({*words})


def interrupting(after: int) -> Callable[[int, int], None]:
    """Return what breaks the work off once so many worlds are solved."""

    def progress(done: int, _: int) -> None:
        if done >= after:
            raise KeyboardInterrupt

    return progress


@pytest.mark.thorough
@pytest.mark.parametrize("workers", [1, 2])
def test_interrupted_three_times_and_resumed(tmp_path: Path, workers: int) -> None:
    rng, expected = random.Random("interrupted"), run(small(), workers=1)
    folder = BlockStore(tmp_path / "kept")
    for after in sorted(rng.sample(range(1, 199), 3)):
        with pytest.raises(Interrupted, match="the same call goes on from there"):
            run(small(), store=folder, workers=workers, progress=interrupting(after))
        assert len(folder.blocks(small())) >= after // 7
    kept = {file: file.stat().st_mtime_ns for file in folder.path.glob("*.parquet")}
    assert run(small(), store=folder, workers=workers).equals(expected)
    assert all(file.stat().st_mtime_ns == written for file, written in kept.items())
    assert run(small(), store=folder, workers=workers, progress=interrupting(201)).equals(expected)


def test_a_larger_sample_goes_on_from_a_smaller_one(tmp_path: Path) -> None:
    folder = BlockStore(tmp_path)
    run(small(70), store=folder, workers=1)
    assert len(folder.blocks(small(200))) == 10
    assert run(small(200), store=folder, workers=1).equals(run(small(200), workers=1))


def test_nothing_is_kept_unless_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Interrupted, match=r"interrupted after .* of 200 worlds$"):
        run(small(), workers=1, progress=interrupting(50))
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_broken_off_is_a_smaller_sample(workers: int) -> None:
    with pytest.raises(Interrupted) as fault:
        run(small(), workers=workers, progress=interrupting(50))
    found = fault.value.found
    assert isinstance(found, Worlds)
    assert 0 < found.count < 200
    assert found.totals.equals(run(small(found.count), workers=1))


def test_some_of_all_worlds_are_no_answer() -> None:
    every = replace(small(), seed=None, count=14)
    with pytest.raises(Interrupted) as fault:
        run(every, workers=1, progress=interrupting(7))
    assert fault.value.found is None


def surroundings() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(SRC)}


# -- on a cluster --------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    call = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    process = subprocess.Popen(call, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def worker(address: str) -> tuple[str, ...]:
    return ("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")


@contextmanager
def two_workers() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers on this machine."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with started(*scheduler), started(*worker(address)) as one, started(*worker(address)) as other:
        yield address, [one, other]


@pytest.mark.thorough
def test_a_cluster_that_loses_a_worker_finds_the_same(tmp_path: Path) -> None:
    asked = crisis(800)
    killed: list[int] = []

    def progress(done: int, total: int) -> None:
        if done >= total / 2 and not killed:
            killed.append(done)
            workers[0].kill()

    with two_workers() as (address, workers):
        found = run(asked, store=BlockStore(tmp_path), scheduler=address, progress=progress)
        assert workers[0].wait() == -signal.SIGKILL
        assert workers[1].poll() is None
    assert killed
    assert killed[0] < 800
    assert found.equals(whole_crisis())
    assert len([*tmp_path.glob("*.parquet")]) == asked.blocks


@pytest.mark.thorough
def test_results_that_go_with_their_worker_are_solved_again() -> None:
    asked = small()
    with two_workers() as (address, workers):
        cluster = cluster_when_there(asked, address)
        for number in range(asked.blocks):
            cluster.submit(number)
        futures = [*cluster._open]
        with cluster._client.as_current():
            distributed.wait(futures)
        for each in workers:
            each.kill()
        while {future.status for future in futures} != {"lost"}:
            time.sleep(0.05)
        assert cluster.finished() == []
        with started(*worker(address)):
            solved: list[tuple[int, Totals]] = []
            while len(solved) < asked.blocks:
                solved += cluster.wait()
            cluster.close()
    assert sorted(number for number, _ in solved) == [*range(asked.blocks)]


def cluster_when_there(asked: Plan, address: str) -> dask.Cluster:
    """Connect as soon as the scheduler has started."""
    for _ in range(20):
        with suppress(InvalidRequest):
            return dask.Cluster(asked, address)
    raise AssertionError(f"no scheduler at {address}")


def test_a_cluster_without_workers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 2.0)
    port = free_port()
    scheduler = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with started(*scheduler), pytest.raises(InvalidRequest, match="has no worker"):
        run_when_there(small(), f"tcp://127.0.0.1:{port}")


def run_when_there(asked: Plan, address: str) -> None:
    """Ask again while the scheduler is still starting."""
    for _ in range(20):
        try:
            run(asked, scheduler=address)
        except InvalidRequest as fault:
            if "no Dask scheduler answers" not in str(fault):
                raise


@pytest.mark.thorough
def test_a_cluster_all_of_whose_workers_are_lost_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask, "ABANDONED", 1.0)
    asked = crisis(800)

    def progress(done: int, _: int) -> None:
        if done > 100:
            for worker in workers:
                worker.kill()

    with two_workers() as (address, workers), pytest.raises(InvalidRequest, match=r"all workers .* are lost"):
        run(asked, store=BlockStore(tmp_path), scheduler=address, progress=progress)
    assert run(asked, store=BlockStore(tmp_path), workers=1).equals(whole_crisis())


# -- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "tcp://127.0.0.1:1",
        "127.0.0.1",
        "carrier-pigeon://here:1",
        "tcp://nowhere.invalid:80",
        "",
        "ucx://127.0.0.1:1",
    ],
)
def test_a_scheduler_that_does_not_answer(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dask, "PATIENCE", 0.5)
    with pytest.raises(InvalidRequest, match="no Dask scheduler answers at"):
        run(small(), store=BlockStore(tmp_path / "kept"), scheduler=address)
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"count": 0}, "a count of 0"),
        ({"count": -5}, "a count of -5"),
        ({"count": "many"}, "a whole number or 'all' is expected as 'count', not 'many'"),
        ({"count": 1 << 50}, "there are from 1 to"),
        ({"seed": -1}, "a seed of -1"),
        ({"workers": 0}, "0 workers"),
        ({"workers": -2}, "-2 workers"),
    ],
)
def test_numbers_that_mean_nothing(options: dict[str, int], complaint: str) -> None:
    with pytest.raises(InvalidRequest, match=complaint):
        worlds(draw_uncertain(11), **options)  # type: ignore[arg-type]


def test_a_scheduler_that_takes_certificates() -> None:
    with pytest.raises(InvalidRequest, match=r"^'tls://127.0.0.1:1' takes certificates: name them in .* ca-file, "):
        run(small(), scheduler="tls://127.0.0.1:1")


def test_what_would_take_too_long_is_refused() -> None:
    with pytest.raises(TooLarge, match=r"would take about .* hours with 1 worker; a day is the most"):
        worlds(cases.load("kazakhstan-2022"), count=10**10, workers=1)
