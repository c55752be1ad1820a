"""The scoring kernels beside faiss-cpu's IndexFlatIP: same numbers, taking turns, one thread each.

    swift build -c release --product MarqueeBenchmarks
    pip install faiss-cpu numpy
    python Benchmarks/peers/compare_kernels.py .build/release/MarqueeBenchmarks [--turns 5]

On a busy machine put `chrt -f 50` before the last line (as root), or every figure is the scheduler's.

Prints the median over the turns and the ratio, and checks that both find the same ten items for 32 viewers.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

import faiss_flat

import faiss


def run_kernels(binary, folder, options, answers):
    """({name: median}, [ten items for each viewer], the line that names the machine) of one run."""
    command = [binary, "kernels", "--rows", folder / "rows.f32", "--users", folder / "users.f32"]
    command += ["--items", str(options.items), "--factors", str(options.factors), "--rounds", str(options.rounds)]
    command += ["--set", options.set] + (["--answers"] if answers else [])
    medians, found, machine = {}, [], ""
    for line in subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines():
        fields = line.split("\t")
        if line.startswith("#"):
            machine = line
        elif fields[0] == "answer":
            found.append([int(item) for item in fields[1].split(",")])
        else:
            medians[fields[1]] = float(fields[2])
    return medians, found, machine


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--items", type=int, default=27278)
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--set", default="avx512vnni", help="the instruction set of the kernels")
    options = parser.parse_args()

    rows, users = faiss_flat.catalogue(options.items, options.factors)
    index = faiss_flat.flat_index(rows)
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows.tofile(folder / "rows.f32")
        users.tofile(folder / "users.f32")
        for turn in range(options.turns):
            medians, found, machine = run_kernels(options.binary, folder, options, answers=turn == 0)
            ours.append(medians)
            theirs.append(faiss_flat.measure(index, users, options.rounds))
            if turn == 0:
                expected = index.search(users[: faiss_flat.BATCH], 10)[1].tolist()
                same = sum(left == right for left, right in zip(found, expected, strict=True))

    print(machine)
    print(f"# faiss-cpu {faiss.__version__} IndexFlatIP, one thread; {options.turns} turns; kernels: {options.set}")
    for work in theirs[0]:
        mine = statistics.median(run[work.removesuffix(faiss_flat.TUNED)] for run in ours)
        peer = statistics.median(run[work] for run in theirs)
        print(f"{work:26} kernels {mine:9.1f} µs   faiss {peer:9.1f} µs   1/{peer / mine:.1f}")
    print(f"same ten items in the same order for {same} of {faiss_flat.BATCH} viewers")
    return 0 if same == faiss_flat.BATCH else 1


if __name__ == "__main__":
    sys.exit(main())
