"""ItemCF and ALS beside implicit: the same likes, the same settings, taking turns, the same number of threads.

    swift build -c release --product MarqueeBenchmarks
    pip install implicit
    python Benchmarks/peers/compare_ranking.py .build/release/MarqueeBenchmarks RATINGS [--turns 3]

RATINGS is MovieLens' `ratings.dat` or `u.data`. A rating of 4 or more is a like of weight 1; of each viewer's likes a fifth,
drawn with the seed, is asked for. Prints the seconds of training, NDCG@10 and Recall@20 of both, viewers with something to ask
for, what was learnt from left out of the lists.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import compare_als
import implicit.cpu.als
import implicit.nearest_neighbours
import implicit_als
import numpy


def split(ratings, seed=42):
    """(train, test): a fifth of each viewer's likes is in the second."""
    likes = ratings.copy()
    likes.data = (likes.data >= 4).astype(numpy.float32)
    likes.eliminate_zeros()
    random = numpy.random.default_rng(seed)
    held = numpy.zeros(likes.nnz, bool)
    for start, end in zip(likes.indptr, likes.indptr[1:]):
        held[random.permutation(numpy.arange(start, end))[: (end - start) // 5]] = True
    train, test = likes.copy(), likes.copy()
    train.data[held], test.data[~held] = 0, 0
    train.eliminate_zeros()
    test.eliminate_zeros()
    return train, test


def measure(model, train, test):
    """Mean NDCG@10 and Recall@20 over viewers with likes in both parts."""
    users = numpy.flatnonzero((numpy.diff(test.indptr) > 0) & (numpy.diff(train.indptr) > 0))
    lists, _ = model.recommend(users, train[users], N=20, filter_already_liked_items=True)
    discounts = 1 / numpy.log2(numpy.arange(2, 12))
    ndcg, recall = [], []
    for user, listed in zip(users, lists):
        relevant = test.indices[test.indptr[user] : test.indptr[user + 1]]
        hits = numpy.isin(listed, relevant)
        ndcg.append((hits[:10] * discounts).sum() / discounts[: min(10, len(relevant))].sum())
        recall.append(hits.sum() / len(relevant))
    return numpy.mean(ndcg), numpy.mean(recall)


def run_marquee(binary, train, test, shape, model, settings, threads):
    """(seconds, NDCG@10, Recall@20)"""
    command = [binary, "ranking", "--matrix", train, "--test", test, "--users", shape[0], "--items", shape[1]]
    command += ["--model", model, "--workers", threads, "--set", settings]
    output = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("ranking"))
    return tuple(float(field) for field in line.split("\t")[1:4])


def peers(threads):
    """Row, our model and settings, and implicit's model."""
    near = implicit.nearest_neighbours
    rows = [
        ("itemcf, cosine", "itemcf", "neighbors=200", lambda: near.CosineRecommender(K=200, num_threads=threads)),
        (
            "itemcf, tfidf",
            "itemcf",
            "neighbors=200,weighting=tfidf",
            lambda: near.TFIDFRecommender(K=200, num_threads=threads),
        ),
        (
            "itemcf, bm25",
            "itemcf",
            "neighbors=200,weighting=bm25,bm25K1=100,bm25B=0.8",
            lambda: near.BM25Recommender(K=200, K1=100, B=0.8, num_threads=threads),
        ),
    ]
    for solver in ["cholesky", "cg"]:
        settings = "factors=64,sweeps=15,regularization=10,alpha=5,confidence=scaled,frequencyExponent=0,tolerance=0"
        rows.append(
            (
                f"als, {solver}",
                "als",
                f"{settings},solver={solver}",
                lambda solver=solver: implicit.cpu.als.AlternatingLeastSquares(
                    factors=64,
                    regularization=10,
                    alpha=5,
                    iterations=15,
                    use_cg=solver == "cg",
                    num_threads=threads,
                    random_state=42,
                ),
            )
        )
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("ratings")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()

    train, test = split(implicit_als.ratings(given.ratings))
    print(f"# {train.nnz} likes to learn from, {test.nnz} to ask for, implicit {implicit.__version__}")
    print("| model | marquee s | NDCG@10 | Recall@20 | implicit s | NDCG@10 | Recall@20 | times |")
    with tempfile.TemporaryDirectory() as name:
        folders = [pathlib.Path(name) / part for part in ["train", "test"]]
        for folder, matrix in zip(folders, [train, test]):
            folder.mkdir()
            compare_als.write_matrix(matrix, folder)
        for row, model, settings, make in peers(given.threads):
            ours, theirs = [], []
            for _ in range(given.turns):
                ours.append(run_marquee(given.binary, *folders, train.shape, model, settings, given.threads))
                peer, start = make(), time.perf_counter()
                peer.fit(train, show_progress=False)
                theirs.append((time.perf_counter() - start, *measure(peer, train, test)))
            own, other = [[statistics.median(column) for column in zip(*runs)] for runs in (ours, theirs)]
            print(
                f"| {row} | {own[0]:.3f} | {own[1]:.4f} | {own[2]:.4f} "
                f"| {other[0]:.3f} | {other[1]:.4f} | {other[2]:.4f} | {other[0] / own[0]:.1f} |"
            )


if __name__ == "__main__":
    main()
