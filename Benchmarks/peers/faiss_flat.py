"""Exact search with faiss-cpu's IndexFlatIP on one thread: the peer of the scoring kernels.

    pip install faiss-cpu numpy
    python Benchmarks/peers/faiss_flat.py [--items 27278] [--factors 64] [--rounds 400]
"""

import argparse
import statistics
import time

import faiss
import numpy

BATCH = 32


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

    def some(start, count):
        return users[start % (len(users) - BATCH) :][:count]

    return {
        "one viewer, top 10": median_microseconds(rounds, lambda n: index.search(some(n, 1), 10)),
        "one viewer, top 100": median_microseconds(rounds, lambda n: index.search(some(n, 1), 100)),
        "32 viewers, top 10": median_microseconds(rounds // 10, lambda n: index.search(some(n, BATCH), 10)),
        "32 viewers, top 100": median_microseconds(rounds // 10, lambda n: index.search(some(n, BATCH), 100)),
    }


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
