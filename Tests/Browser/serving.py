"""Real servers for the tests: each in a home of its own, on a port of its own, ended by its own process id."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import urllib.request

BINARY = os.environ.get("MARQUEE_BINARY", ".build/debug/marquee")
TOKEN = "a-token-for-the-browser-tests"


def marquee(home, *arguments):
    """Runs one command of the program to its end."""
    done = subprocess.run(
        [BINARY, *arguments, "--home", str(home)], capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, f"marquee {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


class Server:
    """`marquee serve` over `home`."""

    def __init__(self, home, *options, port=0):
        self.home, self.options, self.port = home, options, port
        self.log = []
        self.start()

    def start(self):
        environment = dict(os.environ, MARQUEE_ADMIN_TOKEN=TOKEN)
        self.process = subprocess.Popen(
            [BINARY, "serve", "--home", str(self.home), "--port", str(self.port), "--log-level", "warning", *self.options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
        for line in self.process.stdout:
            self.log.append(line)
            if "serves at http" in line:
                self.url = line.split("serves at ")[1].strip()
                self.port = int(self.url.rsplit(":", 1)[1])
                break
        else:
            raise RuntimeError("the server did not start:\n" + "".join(self.log[-30:]))
        # What it says further must be read, or it would wait for us.
        threading.Thread(target=lambda: self.log.extend(self.process.stdout), daemon=True).start()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            self.process.wait(timeout=30)

    def freeze(self):
        """Connections are taken by the system, and nobody answers."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self.process.send_signal(signal.SIGCONT)

    def call(self, method, path, body=None, token=None):
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return json.load(answer)


def fresh_home(template=None):
    """A home folder that goes with the process; a copy of `template` where given."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="marquee-browser-")) / "home"
    if template:
        shutil.copytree(template, folder)
    return folder


def hostile_home():
    """A few films, some of which would like to be markup, and viewers who like them."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="marquee-hostile-"))
    titles = [
        "<img src=x onerror=\"document.body.dataset.hacked='yes'\">", "</script><script>document.body.dataset.hacked='yes'</script>",
        "\"><svg onload=document.body.dataset.hacked='yes'>", "javascript:document.body.dataset.hacked='yes'",
        "A Title So Very Long That No Poster Was Ever Made For It And That Nobody Would Have Dared To Print On A Ticket, Part Two",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen", "日本の映画", "فيلم", "🎬", "&amp; &lt;b&gt;", "Plain", "Simple",
    ]
    genres = ["Drama", "<b>Genre</b>", "Comedy|Sci-Fi", "Horror"]
    with open(folder / "movies.csv", "w", encoding="utf-8") as movies:
        movies.write("movieId,title,genres\n")
        for number, title in enumerate(titles, 1):
            quoted = title.replace('"', '""')
            movies.write(f'{number},"{quoted} ({1950 + number * 5})",{genres[number % 4]}\n')
    with open(folder / "ratings.csv", "w", encoding="utf-8") as ratings:
        ratings.write("userId,movieId,rating,timestamp\n")
        for viewer in range(1, 61):
            for number in range(1, len(titles) + 1):
                if (viewer * 7 + number * 5) % 3:
                    stars = 5 if (viewer + number) % 2 else 3
                    ratings.write(f"{viewer},{number},{stars},{1_600_000_000 + viewer * 1000 + number}\n")
    home = folder / "home"
    marquee(home, "import", str(folder))
    marquee(home, "train", "--model", "itemcf")
    return home
