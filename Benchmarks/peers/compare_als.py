"""ALS training beside implicit: same matrix, same objective, taking turns, the same number of threads.

    swift build -c release --product MarqueeBenchmarks
    pip install implicit
    python Benchmarks/peers/compare_als.py .build/release/MarqueeBenchmarks RATINGS [--turns 3]

Prints seconds a sweep (users and items), by the wall clock and by the processor's, the time to a loss that both reach,
and the ratios; and checks that the loss the benchmark reports is that of the factors it wrote.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import implicit_als
import numpy

WALL, PROCESSOR, LOSS = 0, 1, 2  # places in a step


def write_matrix(weights, folder):
    """The matrix as the benchmark reads it."""
    weights.indptr.astype(numpy.int64).tofile(folder / "offsets.i64")
    weights.indices.astype(numpy.int32).tofile(folder / "columns.i32")
    weights.data.astype(numpy.float32).tofile(folder / "weights.f32")


def run_marquee(binary, folder, weights, given, solver="cholesky", out=None):
    """([(seconds since the first began, processor seconds, loss)] after each sweep, the line that names the machine)."""
    command = [binary, "als", "--matrix", folder, "--users", weights.shape[0], "--items", weights.shape[1]]
    command += ["--factors", given.factors, "--sweeps", given.sweeps, "--workers", given.threads]
    command += ["--alpha", given.alpha, "--regularization", given.regularization]
    command += ["--solver", solver] + (["--out", out] if out else [])
    steps, machine = [], ""
    output = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout
    for line in output.splitlines():
        if line.startswith("sweep"):
            steps.append(tuple(float(field) for field in line.split("\t")[2:]))
        machine = machine or line
    return steps, machine


def check_loss(binary, folder, weights, given, solver):
    """Ends the comparison when the reported loss is not that of the factors."""
    steps, machine = run_marquee(binary, folder, weights, given, solver, out=folder)
    users = numpy.fromfile(folder / "users.f32", numpy.float32).reshape(weights.shape[0], -1)
    items = numpy.fromfile(folder / "items.f32", numpy.float32).reshape(weights.shape[1], -1)
    loss = implicit_als.objective(users, items, weights, given.alpha, given.regularization)
    if abs(loss - steps[-1][LOSS]) > 1e-5 * loss:
        sys.exit(f"the loss reported is {steps[-1][LOSS]}, that of the factors {loss}")
    print(machine, f"# final loss {loss:.1f}, as reported", sep="\n")


def a_sweep(runs, clock):
    """The median of a sweep by one of the clocks, over all runs, without their first sweeps."""
    times = [[step[clock] for step in steps] for steps in runs]
    return statistics.median(after - before for run in times for before, after in zip(run, run[1:]))


def seconds_to(loss, steps):
    """When a run first came down to `loss`; None if it did not."""
    return next((step[WALL] for step in steps if step[LOSS] <= loss), None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("ratings")
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--sweeps", type=int, default=15)
    parser.add_argument("--alpha", type=float, default=1)
    parser.add_argument("--regularization", type=float, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()

    weights = implicit_als.ratings(given.ratings)
    ours = {"cholesky": [], "cg": []}
    theirs = {"cg": [], "cholesky": []}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_matrix(weights, folder)
        for solver in ours:
            check_loss(given.binary, folder, weights, given, solver)
        for turn in range(given.turns):
            for solver, runs in ours.items():
                runs.append(run_marquee(given.binary, folder, weights, given, solver)[0])
            for solver, runs in theirs.items():
                settings = (given.factors, given.sweeps, given.alpha, given.regularization, given.threads)
                runs.append(implicit_als.train(weights, solver, *settings, seed=turn))

    for our_solver, own in ours.items():
        wall, processor = a_sweep(own, WALL), a_sweep(own, PROCESSOR)
        print(f"marquee, {our_solver}: {wall:.4f} s a sweep, {processor:.4f} s of processor time")
        for solver, runs in theirs.items():
            their_wall, their_processor = a_sweep(runs, WALL), a_sweep(runs, PROCESSOR)
            print(
                f"  implicit, {solver}: {their_wall:.4f} s a sweep, {their_processor:.4f} s of processor time: "
                f"{their_wall / wall:.1f} and {their_processor / processor:.1f} times marquee's"
            )
            # A loss that every run has come down to.
            loss = max(steps[-1][LOSS] for steps in own + runs)
            our_time = statistics.median(seconds_to(loss, steps) for steps in own)
            their_time = statistics.median(seconds_to(loss, steps) for steps in runs)
            print(
                f"    to a loss of {loss:.0f}: {our_time:.3f} s against {their_time:.3f} s, "
                f"{their_time / our_time:.1f} times"
            )


if __name__ == "__main__":
    main()
