"""What every test of the pages shares: servers, a browser, and a page that must not complain."""

import json
import os
import pathlib
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from serving import Server, fresh_home, hostile_home, marquee

FAILURES = pathlib.Path(".build/browser-failures")
DATA = pathlib.Path(os.environ.get("MARQUEE_TEST_DATA", "../shared/data")) / "ml-100k"


# MARK: Servers


@pytest.fixture(scope="session")
def demo_home():
    """The demo data, imported and trained once; others copy it."""
    home = fresh_home()
    server = Server(home, "--demo")
    server.stop()
    return home


@pytest.fixture(scope="session")
def demo(demo_home):
    server = Server(fresh_home(demo_home), "--demo")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def movielens():
    if not (DATA / "u.data").exists():
        pytest.skip(f"no MovieLens 100K at {DATA} (MARQUEE_TEST_DATA)")
    home = fresh_home()
    marquee(home, "import", str(DATA))
    marquee(home, "train", "--model", "blend", "--set", "base=als")
    server = Server(home, "--sample-viewers", "true")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def hostile():
    server = Server(hostile_home(), "--sample-viewers", "true")
    yield server
    server.stop()


@pytest.fixture(params=["demo", "movielens"])
def server(request):
    """Flows run on the demo data and on MovieLens 100K."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def own_server(demo_home):
    """A server that a test may freeze and stop."""
    server = Server(fresh_home(demo_home), "--demo")
    yield server
    server.stop()


# MARK: The browser


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("MARQUEE_CHROMIUM", "/usr/bin/chromium"), chromium_sandbox=False)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, request):
    """Opens pages: `open_page(server, "/#/popular", color_scheme="dark", viewport={…})`.

    Whatever a page says to its console as an error, or breaks of its content policy, fails the test; that the server
    cannot be reached is allowed where a test says `page.may_lose_server = True`.
    """
    opened = []

    def open_one(server, path="/", **context_options):
        context = browser.new_context(base_url=server.url, **context_options)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.complaints, page.may_lose_server = [], False
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(f"thrown: {error}"))
        opened.append((page, context))
        page.goto(path)
        return page

    yield open_one
    has_failed = getattr(request.node, "failed", False)
    complaints = []
    for number, (page, context) in enumerate(opened):
        if has_failed:
            FAILURES.mkdir(parents=True, exist_ok=True)
            picture = FAILURES / (re.sub(r"[^\w.-]+", "-", request.node.name) + f"-{number}.png")
            page.screenshot(path=str(picture), full_page=True)
            print(f"\nthe page as it was: {picture} ({page.url})")
        complaints += [text for text in page.complaints if not (page.may_lose_server and is_loss(text))]
        context.close()
    assert has_failed or not complaints, complaints


def is_loss(text):
    return "Failed to load resource" in text or "net::ERR" in text


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when == "call" and outcome.get_result().failed:
        item.failed = True


@pytest.fixture
def accessible():
    """Checks a page with axe-core: no serious and no critical finding."""

    def check(page, place=""):
        found = Axe().run(page).response["violations"]
        grave = [one for one in found if one["impact"] in ("serious", "critical")]
        told = [
            {"rule": one["id"], "help": one["help"], "nodes": [
                {"html": node["html"][:200], "why": node.get("failureSummary", "")[:400]} for node in one["nodes"][:3]]}
            for one in grave]
        assert not grave, f"{place} {page.url}:\n" + json.dumps(told, indent=1)

    return check
