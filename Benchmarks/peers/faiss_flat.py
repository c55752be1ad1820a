"""Exact search with faiss-cpu's IndexFlatIP on one thread: the peer of the scoring kernels.

    pip install faiss-cpu numpy
    python Benchmarks/peers/faiss_flat.py [--items 27278] [--factors 64] [--rounds 400]
"""

import argparse
import os
import statistics
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when it is loaded

import faiss
import numpy

BATCH = 32

# Marks what faiss does faster with a setting of its own.
TUNED = " (BLAS)"


def catalogue(items, factors, users=256, seed=7):
    """Normal numbers: (rows, users), float32."""
    numbers = numpy.random.default_rng(seed)
    rows = numbers.standard_normal((items, factors), dtype=numpy.float32)
    return rows, numbers.standard_normal((users, factors), dtype=numpy.float32)


def flat_index(rows):
    """The exact index, on one thread as the kernels are."""
    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    return index


def median_microseconds(rounds, work):
    """The median time of `work(round)`, after five runs that do not count."""
    for number in range(5):
        work(number)
    times = []
    for number in range(max(rounds, 1)):
        start = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - start) * 1e6)
    return statistics.median(times)


def measure(index, users, rounds):
    """Medians by the names the kernels' benchmark uses."""

    def search(viewers, count, runs):
        def work(number):
            start = number % (len(users) - BATCH)
            index.search(users[start : start + viewers], count)

        return median_microseconds(runs, work)

    medians = {
        "one viewer, top 10": search(1, 10, rounds),
        "one viewer, top 100": search(1, 100, rounds),
        "32 viewers, top 10": search(BATCH, 10, rounds // 10),
        "32 viewers, top 100": search(BATCH, 100, rounds // 10),
    }
    # As it comes, faiss 1.15 multiplies matrices for far larger batches only. Told to, it is twice as fast on these.
    usual = faiss.cvar.distance_compute_blas_threshold
    faiss.cvar.distance_compute_blas_threshold = 20
    medians["32 viewers, top 10" + TUNED] = search(BATCH, 10, rounds // 10)
    medians["32 viewers, top 100" + TUNED] = search(BATCH, 100, rounds // 10)
    faiss.cvar.distance_compute_blas_threshold = usual
    return medians


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=27278)
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=400)
    options = parser.parse_args()
    rows, users = catalogue(options.items, options.factors)
    print(f"# faiss-cpu {faiss.__version__}, one thread; medians in microseconds")
    for name, median in measure(flat_index(rows), users, options.rounds).items():
        print(f"{name}\t{median:.2f}")


if __name__ == "__main__":
    main()
