"""EASE beside numpy: the Gram matrix, its inverse and the weights of the same likes, taking turns, the same number of threads.

    swift build -c release --product MarqueeBenchmarks
    pip install implicit
    python Benchmarks/peers/compare_ease.py .build/release/MarqueeBenchmarks RATINGS [--turns 5] [--threads 2]

RATINGS is MovieLens' `ratings.dat` or `u.data`; likes are as in compare_ranking.py, which brings the reading and splitting (and
wants implicit for it). numpy multiplies the dense matrix and inverts with its own BLAS, in single precision as Marquee does.
"""

import argparse
import os
import pathlib
import statistics
import sys
import tempfile
import time

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("ratings")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--turns", type=int, default=5)
    given = parser.parse_args()
    # Read when numpy is loaded.
    os.environ["OPENBLAS_NUM_THREADS"] = str(given.threads)

import compare_als
import compare_ranking
import implicit_als
import numpy

REGULARIZATION = 500
SETTINGS = f"regularization={REGULARIZATION},viewerExponent=0,dropout=0"


def seconds_of_numpy(likes):
    """Steck 2019, in the three lines of the paper."""
    start = time.perf_counter()
    gram = likes.T @ likes
    gram[numpy.diag_indices_from(gram)] += REGULARIZATION
    inverse = numpy.linalg.inv(gram)
    weights = inverse / -numpy.diag(inverse)
    numpy.fill_diagonal(weights, 0)
    return time.perf_counter() - start


def main():
    train, test = compare_ranking.split(implicit_als.ratings(given.ratings))
    dense = train.astype(numpy.float32).toarray()
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folders = [pathlib.Path(name) / part for part in ["train", "test"]]
        for folder, matrix in zip(folders, [train, test]):
            folder.mkdir()
            compare_als.write_matrix(matrix, folder)
        for _ in range(given.turns):
            row = compare_ranking.run_marquee(
                given.binary, *folders, train.shape, "ease", SETTINGS, given.threads)
            ours.append(row[0])
            theirs.append(seconds_of_numpy(dense))
    own, other = statistics.median(ours), statistics.median(theirs)
    print(f"# {train.shape[0]} viewers, {train.shape[1]} films, {train.nnz} likes, {given.threads} threads")
    print(f"marquee {own:.3f} s, numpy {numpy.__version__} {other:.3f} s, 1/{other / own:.1f}")


if __name__ == "__main__":
    sys.exit(main())
