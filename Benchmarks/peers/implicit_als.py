"""Alternating least squares by implicit: the peer of ALS training.

    pip install implicit
    python Benchmarks/peers/implicit_als.py RATINGS [--solver cg|cholesky] [--sweeps 10]

RATINGS is MovieLens' `ratings.dat` or `u.data`; every rating is an entry, its stars the weight.
"""

import argparse
import os
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as implicit advises: it has threads of its own

import implicit.cpu.als
import numpy
import scipy.sparse


def ratings(path):
    """[users, items] of stars, float32, numbered in the order of first appearance."""
    users, items, entries = {}, {}, []
    with open(path, encoding="latin-1") as lines:
        for line in lines:
            user, item, stars = line.replace("::", "\t").split("\t")[:3]
            entries.append((users.setdefault(user, len(users)), items.setdefault(item, len(items)), float(stars)))
    rows, columns, weights = zip(*entries)
    matrix = scipy.sparse.csr_matrix(
        (numpy.array(weights, numpy.float32), (rows, columns)), shape=(len(users), len(items))
    )
    matrix.sort_indices()
    return matrix


def objective(users, items, weights, alpha, regularization):
    """Σ over all pairs c·(p − x·y)² + λ·(Σ|x|² + Σ|y|²), c = 1 + alpha·weight, in double precision."""
    users, items = users.astype(numpy.float64), items.astype(numpy.float64)
    everywhere = numpy.sum((users.T @ users) * (items.T @ items))  # Σ over all pairs (x·y)²
    entries = weights.tocoo()
    scores = numpy.einsum("ij,ij->i", users[entries.row], items[entries.col])
    confidence = 1 + alpha * entries.data.astype(numpy.float64)
    known = numpy.sum(confidence * (1 - scores) ** 2 - scores**2)
    return everywhere + known + regularization * (numpy.sum(users**2) + numpy.sum(items**2))


def train(weights, solver, factors, sweeps, alpha, regularization, threads, seed=1):
    """[(seconds since the first sweep began, processor seconds, loss)] after each sweep.

    Computing the loss is on neither clock.
    """
    confidence = weights.copy()
    confidence.data = 1 + alpha * confidence.data  # implicit takes the confidences themselves
    model = implicit.cpu.als.AlternatingLeastSquares(
        factors=factors,
        regularization=regularization,
        alpha=1.0,
        use_cg=solver == "cg",
        iterations=sweeps,
        num_threads=threads,
        random_state=seed,
    )
    steps, elapsed, idle = [], 0.0, 0.0

    def after_sweep(_, seconds, __):
        nonlocal elapsed, idle
        elapsed += seconds
        processor = time.process_time()
        loss = objective(model.user_factors, model.item_factors, weights, alpha, regularization)
        steps.append((elapsed, processor - idle, loss))
        idle += time.process_time() - processor

    model.fit(confidence, show_progress=False, callback=after_sweep)
    return steps


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ratings")
    parser.add_argument("--solver", choices=["cg", "cholesky"], default="cg")
    parser.add_argument("--factors", type=int, default=64)
    parser.add_argument("--sweeps", type=int, default=10)
    parser.add_argument("--alpha", type=float, default=1)
    parser.add_argument("--regularization", type=float, default=10)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    given = parser.parse_args()
    steps = train(
        ratings(given.ratings),
        given.solver,
        given.factors,
        given.sweeps,
        given.alpha,
        given.regularization,
        given.threads,
    )
    for number, (seconds, processor, loss) in enumerate(steps, 1):
        print(f"sweep\t{number}\t{seconds:.4f}\t{processor:.4f}\t{loss:.1f}")


if __name__ == "__main__":
    main()
