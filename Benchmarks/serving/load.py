"""What the serving benchmarks share: a server process, wrk on it, medians of rounds. Standard library only.

Only servers on this machine are driven.
"""

import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

FOLDER = pathlib.Path(__file__).resolve().parent


def machine():
    """One line that says where the numbers come from, and how busy it was."""
    name = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    busy = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {name[1] if name else 'unknown processor'}; load before the run {busy:.1f}"


def wrk(url, path="/recommend", users=6040, connections=32, seconds=5, pause=0, script="recommend.lua", more=()):
    """One run of wrk: the figures of its RESULT line, and the rest of what it printed as `text`.

    `pause`: milliseconds on average between the requests of one connection.
    """
    if not re.match(r"http://(127\.|localhost[:/]|\[::1\])", url):
        sys.exit("only a server on this machine")
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed: apt-get install wrk")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", FOLDER / script, url, "--"]
    command += [path, str(users), "10", str(pause), *more]
    text = subprocess.run(command, check=True, capture_output=True, text=True, cwd=FOLDER).stdout
    result = re.search(r"^RESULT (.*)$", text, re.MULTILINE)
    if not result:
        sys.exit(f"wrk gave no result:\n{text}")
    figures = dict(field.split("=") for field in result[1].split() if not field.startswith("path="))
    return {name: float(value) for name, value in figures.items()} | {"text": text}


def median(runs, name):
    return statistics.median(run[name] for run in runs)


def failures(runs):
    """Answers that were not 200, and connections that broke."""
    return int(sum(run["non2xx"] + run["socket_errors"] for run in runs))


class Server:
    """A server of one's own: started, waited for, measured, stopped."""

    def __init__(self, command, url, log=None, cwd=None):
        self.url = url
        if self.answers():
            sys.exit(f"something else answers at {url} already")
        self.output = open(log or os.devnull, "w")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=self.output, stderr=subprocess.STDOUT, start_new_session=True, cwd=cwd)
        self.seconds_to_ready = self.wait(began)

    def wait(self, began, limit=120):
        while time.monotonic() - began < limit:
            if self.process.poll() is not None:
                sys.exit(f"the server ended with {self.process.returncode}; see {self.output.name}")
            if self.answers():
                return time.monotonic() - began
            time.sleep(0.002)
        self.stop()
        sys.exit("the server did not become ready")

    def answers(self):
        try:
            with urllib.request.urlopen(self.url + "/ready", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def processes(self):
        """The server and its workers."""
        found, waiting = [], [self.process.pid]
        while waiting:
            process = waiting.pop()
            found.append(process)
            try:
                for task in pathlib.Path(f"/proc/{process}/task").iterdir():
                    waiting += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                pass
        return found

    def memory(self, field="VmRSS"):
        """MB, of all its processes; VmHWM is the most there ever was."""
        total = 0
        for process in self.processes():
            found = re.search(rf"{field}:\s+(\d+) kB", pathlib.Path(f"/proc/{process}/status").read_text())
            total += int(found[1]) if found else 0
        return total / 1024

    def processor_seconds(self):
        """What all its processes have used since they began, in user and kernel mode."""
        ticks = 0
        for process in self.processes():
            fields = pathlib.Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def drive(self, *arguments, **options):
        """`wrk` on it, and `cpu_us`: processor time for each request, which a busy machine changes little."""
        before = self.processor_seconds()
        run = wrk(self.url, *arguments, **options)
        return run | {"cpu_us": (self.processor_seconds() - before) * 1e6 / max(1, run["requests"])}

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.output.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def marquee(binary, home, port, token="benchmarks-on-loopback", more=(), log=None):
    """A Marquee server with its bare routes on."""
    command = [pathlib.Path(binary).resolve(), "serve", "--home", home, "--port", port, "--admin-token", token]
    return Server(command + ["--benchmark-routes", "true", *more], f"http://127.0.0.1:{port}", log)
