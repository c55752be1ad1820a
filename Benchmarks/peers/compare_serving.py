"""Marquee beside the Python server of serving_fastapi.py: the same users, the same wrk script, taking turns.

    pip install -r Benchmarks/peers/serving-requirements.txt
    swift build -c release --product marquee
    .build/release/marquee import ml-1m/ --home /tmp/bench-home && .build/release/marquee train --home /tmp/bench-home
    python Benchmarks/peers/compare_serving.py --home /tmp/bench-home --data ml-1m/

Both answer POST /recommend for MovieLens 1M with request logs on, on loopback. Medians over the rounds.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

PEERS = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(PEERS.parent / "serving"))
import load  # noqa: E402 (found by the line above)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=PEERS / "../../.build/release/marquee")
    parser.add_argument("--home", required=True)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="a MovieLens 1M folder")
    parser.add_argument("--users", type=int, default=6040)
    parser.add_argument("--seconds", type=int, default=3, help="of one run")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 32, 64])
    options = parser.parse_args()
    print(f"# {load.machine()}; {options.rounds} rounds of {options.seconds} s; wrk -t1", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder)
        peer = [sys.executable, PEERS / "serving_fastapi.py"]
        subprocess.run([*peer, "train", options.data, model], check=True)
        with (
            load.marquee(options.binary, options.home, 8087) as marquee,
            load.Server([*peer, "serve", model, "--port", "8091"], "http://127.0.0.1:8091") as one,
            load.Server([*peer, "serve", model, "--port", "8092", "--workers", "2"], "http://127.0.0.1:8092") as two,
        ):
            compare({"Marquee": marquee, "FastAPI, 1 worker": one, "FastAPI, 2 workers": two}, options)


def compare(servers, options):
    for name, server in servers.items():
        load.wrk(server.url, users=options.users, connections=16, seconds=2)
    runs = {}
    for _ in range(options.rounds):
        for connections in options.connections:
            for name, server in servers.items():
                run = load.wrk(server.url, "/recommend", options.users, connections, options.seconds)
                runs.setdefault((name, connections), []).append(run)
    print("connections  server              req/s    Marquee is   p50 ms   p95 ms   p99 ms  failed")
    for connections in options.connections:
        ours = runs["Marquee", connections]
        for name in servers:
            these = runs[name, connections]
            factor = statistics.median(mine["rps"] / run["rps"] for mine, run in zip(ours, these))
            print(
                f"{connections:11}  {name:18}  {load.median(these, 'rps'):6,.0f}  {factor:8.1f} times"
                f"  {load.median(these, 'p50_ms'):7.2f}  {load.median(these, 'p95_ms'):7.2f}"
                f"  {load.median(these, 'p99_ms'):7.2f}  {load.failures(these):6}")
    for name, server in servers.items():
        print(f"{name}: ready after {server.seconds_to_ready:.2f} s, {server.memory():.0f} MB resident after the load")


if __name__ == "__main__":
    main()
