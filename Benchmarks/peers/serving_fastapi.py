"""The serving peer: the same POST /recommend in Python, made of the packages people make such servers of.

FastAPI on uvicorn (uvloop, httptools), factors by implicit's ALS (64 factors), exact search by faiss's IndexFlatIP,
answers by orjson, a request log in SQLite that a thread writes in batches. Trained once, then loaded by each worker.

    pip install -r Benchmarks/peers/serving-requirements.txt
    python Benchmarks/peers/serving_fastapi.py train ml-1m/ /tmp/peer-model
    python Benchmarks/peers/serving_fastapi.py serve /tmp/peer-model --port 8090 --workers 2
"""

import argparse
import json
import os
import pathlib
import queue
import re
import sqlite3
import threading
import time
import uuid

# One thread each for the linear algebra: the workers are the parallelism. Read when numpy is loaded.
for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]:
    os.environ.setdefault(variable, "1")

import numpy  # noqa: E402

FACTORS = 64
MODEL_VARIABLE = "PEER_MODEL"


# --- Training ---------------------------------------------------------------------------------------------------------


def read_movies(folder):
    """{id: (title, year, genres)} of a MovieLens 1M folder."""
    movies = {}
    with open(folder / "movies.dat", encoding="latin-1") as lines:
        for line in lines:
            number, title, genres = line.rstrip("\n").split("::")
            year = re.search(r" \((\d{4})\)$", title)
            movies[number] = (
                title[: year.start()] if year else title, int(year[1]) if year else None, genres.split("|"))
    return movies


def train(folder, target):
    """Writes the factors, the seen films and the films' descriptions to `target`."""
    import implicit.als
    import scipy.sparse

    ratings = numpy.loadtxt(folder / "ratings.dat", delimiter=":", usecols=(0, 2, 4), dtype=numpy.int32)
    users, rows = numpy.unique(ratings[:, 0], return_inverse=True)
    items, columns = numpy.unique(ratings[:, 1], return_inverse=True)
    liked = ratings[:, 2] >= 4
    shape = (len(users), len(items))
    likes = scipy.sparse.csr_matrix(
        (numpy.ones(liked.sum(), numpy.float32), (rows[liked], columns[liked])), shape=shape)
    seen = scipy.sparse.csr_matrix((numpy.ones(len(rows), numpy.int8), (rows, columns)), shape=shape)
    model = implicit.als.AlternatingLeastSquares(
        factors=FACTORS, alpha=10, regularization=0.1, iterations=10, random_state=42)
    model.fit(likes, show_progress=False)

    target.mkdir(parents=True, exist_ok=True)
    numpy.savez(
        target / "model.npz", users=users, items=items, user_factors=model.user_factors,
        item_factors=model.item_factors, seen_offsets=seen.indptr, seen_columns=seen.indices,
        popularity=numpy.asarray(likes.sum(axis=0)).ravel())
    movies = read_movies(folder)
    films = [movies.get(str(item), (str(item), None, [])) for item in items]
    (target / "movies.json").write_text(json.dumps(films))


# --- Serving ----------------------------------------------------------------------------------------------------------


class RequestLog:
    """Bounded queue, one writing thread, batches of at most 1,000 or what came within 100 ms."""

    def __init__(self, path):
        self.path = path
        self.waiting = queue.Queue(maxsize=65_536)
        self.dropped = 0
        threading.Thread(target=self.write, daemon=True).start()

    def add(self, record):
        try:
            self.waiting.put_nowait(record)
        except queue.Full:
            self.dropped += 1

    def write(self):
        database = sqlite3.connect(self.path)
        database.execute("PRAGMA busy_timeout = 10000")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS requests (request_id, timestamp, user_id, version, items, latency_ms)")
        while True:
            batch = [self.waiting.get()]
            deadline = time.monotonic() + 0.1
            while len(batch) < 1_000 and (left := deadline - time.monotonic()) > 0:
                try:
                    batch.append(self.waiting.get(timeout=left))
                except queue.Empty:
                    break
            with database:
                database.executemany("INSERT INTO requests VALUES (?, ?, ?, ?, ?, ?)", batch)


class Recommender:
    """Factors in memory, films by exact search, what a viewer has seen left out."""

    def __init__(self, folder):
        import faiss

        faiss.omp_set_num_threads(1)
        model = numpy.load(folder / "model.npz")
        self.rows = {int(user): row for row, user in enumerate(model["users"])}
        self.items = [str(item) for item in model["items"]]
        self.factors = numpy.ascontiguousarray(model["user_factors"], numpy.float32)
        self.offsets, self.columns = model["seen_offsets"], model["seen_columns"]
        self.index = faiss.IndexFlatIP(FACTORS)
        self.index.add(numpy.ascontiguousarray(model["item_factors"], numpy.float32))
        self.films = json.loads((folder / "movies.json").read_text())
        popularity = model["popularity"]
        self.popular = [(int(item), float(popularity[item])) for item in numpy.argsort(-popularity)[:1_000]]

    def top(self, user, count):
        """([(film's number, score)], whether they are the fallback)"""
        row = self.rows.get(user)
        if row is None:
            return self.popular[:count], True
        seen = set(self.columns[self.offsets[row] : self.offsets[row + 1]].tolist())
        scores, found = self.index.search(self.factors[row : row + 1], min(count + len(seen), len(self.items)))
        best = []
        for item, score in zip(found[0].tolist(), scores[0].tolist()):
            if item not in seen:
                best.append((item, score))
                if len(best) == count:
                    break
        return best, False


def application():
    """The ASGI application of one worker."""
    import fastapi
    import orjson
    import pydantic

    folder = pathlib.Path(os.environ[MODEL_VARIABLE])
    recommender = Recommender(folder)
    log = RequestLog(folder / "requests.sqlite")
    server = fastapi.FastAPI(openapi_url=None)
    model = {"name": "implicit-als", "version": "1"}

    class Wish(pydantic.BaseModel):
        user_id: int
        k: int = pydantic.Field(10, ge=1, le=100)

    def answer(body, status=200):
        return fastapi.Response(orjson.dumps(body), status, media_type="application/json")

    @server.get("/ready")
    async def ready():
        return answer({"status": "ready"})

    @server.post("/recommend")
    async def recommend(wish: Wish):
        start = time.perf_counter()
        request_id = uuid.uuid4().hex
        best, is_fallback = recommender.top(wish.user_id, wish.k)
        items = []
        for rank, (item, score) in enumerate(best, 1):
            title, year, genres = recommender.films[item]
            items.append({
                "movie_id": recommender.items[item], "title": title, "year": year, "genres": genres, "score": score,
                "rank": rank, "reason": "Popular with many viewers" if is_fallback else "Matches your taste"})
        latency = (time.perf_counter() - start) * 1_000
        log.add((
            request_id, int(time.time() * 1_000), str(wish.user_id), "implicit-als/1",
            ",".join(f"{place['movie_id']}:{place['score']:.4f}" for place in items), latency))
        return answer({
            "request_id": request_id, "model": model, "is_fallback": is_fallback,
            "fallback_reason": "unknown_user" if is_fallback else None, "items": items,
            "latency_ms": round(latency, 3)})

    return server


def serve(folder, port, workers):
    import uvicorn

    os.environ[MODEL_VARIABLE] = str(folder)
    uvicorn.run(
        "serving_fastapi:application", factory=True, host="127.0.0.1", port=port, workers=workers, loop="uvloop",
        http="httptools", access_log=False, log_level="warning", app_dir=str(pathlib.Path(__file__).parent))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("data", type=pathlib.Path, help="a MovieLens 1M folder")
    training.add_argument("model", type=pathlib.Path)
    serving = commands.add_parser("serve")
    serving.add_argument("model", type=pathlib.Path)
    serving.add_argument("--port", type=int, default=8090)
    serving.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    if options.command == "train":
        train(options.data, options.model)
    else:
        serve(options.model, options.port, options.workers)


if __name__ == "__main__":
    main()
