"""Pictures of the pages for README. See scripts/screenshots."""

import os
import pathlib
import sys
import time

from playwright.sync_api import sync_playwright

from serving import TOKEN, Server, fresh_home

FOLDER = pathlib.Path("Documentation/images")
LIMIT = 200_000
DESK = {"viewport": {"width": 1100, "height": 740}}
DARK = dict(DESK, color_scheme="dark")
TALL = {"viewport": {"width": 1240, "height": 1100}, "color_scheme": "dark"}
PHONE = {"viewport": {"width": 360, "height": 720}, "device_scale_factor": 1.5}

VIEWERS = {
    "for-you": ("/#/for-you?user=196", {"viewport": {"width": 1240, "height": 800}}),
    "discover": ("/#/discover?films=50,141&variety=0.3", DARK),
    "film": ("/#/movie/141", DESK),
    "phone": ("/#/popular", PHONE),
}
OPERATORS = {
    "operate-live": ("live", TALL),
    "operate-models": ("models", {"viewport": {"width": 1240, "height": 860}}),
}


def settle(page):
    page.wait_for_function("""() => document.querySelector('h1') && !document.querySelector('.skeletons')
        && document.querySelector('#status').dataset.state === 'up'""")
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")


def keep(page, name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=str(path))
    size = path.stat().st_size
    print(f"{path}: {size:,} bytes")
    if size >= LIMIT:
        sys.exit(f"{path} has {size} bytes; README's pictures have less than {LIMIT}")


def busy(server, rounds):
    """Some traffic, so that there is something to see."""
    for number in range(rounds):
        viewer = number % 60 + 1
        answer = server.call("POST", "/recommend", {"user_id": viewer, "k": 10, "explain": number % 4 == 0})
        if number % 3 == 0 and answer["items"]:
            server.call("POST", "/ratings", {
                "user_id": viewer, "movie_id": answer["items"][0]["movie_id"], "rating": 3 + number % 3,
                "request_id": answer["request_id"]})


def train(server):
    """One run to its end, so that there is a decision to read."""
    server.call("POST", "/admin/training", token=TOKEN)
    while server.call("GET", "/admin/training", token=TOKEN)["run"]:
        time.sleep(1)


def take_viewers(browser, server, wanted):
    for name, (path, options) in VIEWERS.items():
        if not wanted or name in wanted:
            context = browser.new_context(base_url=server.url, **options)
            page = context.new_page()
            page.goto(path)
            settle(page)
            keep(page, name)
            context.close()


def take_operators(browser, server, wanted):
    for name, (section, options) in OPERATORS.items():
        if not wanted or name in wanted:
            context = browser.new_context(base_url=server.url, **options)
            page = context.new_page()
            page.goto(f"/operate#token={TOKEN}")
            page.locator("#stream[data-state=live]").wait_for()
            page.goto(f"/operate#/{section}")
            # A minute of the stream, for a line to be one; and what was trained meanwhile.
            for _ in range(30 if section == "live" else 1):
                busy(server, 40)
                with page.expect_response(lambda one: "/health" in one.url):
                    pass
            settle(page)
            keep(page, name)
            context.close()


def main(wanted):
    unknown = set(wanted) - set(VIEWERS) - set(OPERATORS)
    if unknown:
        sys.exit(f"no such picture: {', '.join(sorted(unknown))}; there are {', '.join([*VIEWERS, *OPERATORS])}")
    server = Server(fresh_home(), "--demo", "--retrain-models", "als")
    try:
        busy(server, 120)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=os.environ["MARQUEE_CHROMIUM"], chromium_sandbox=False)
            take_viewers(browser, server, wanted)
            if not wanted or set(wanted) & set(OPERATORS):
                train(server)
            take_operators(browser, server, wanted)
            browser.close()
    finally:
        server.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
