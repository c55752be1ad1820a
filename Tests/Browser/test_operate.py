"""The operators' pages, as a person on duty meets them."""

import os
import pty
import re
import select
import subprocess
import time

import pytest
from playwright.sync_api import expect

from conftest import DATA
from serving import BINARY, TOKEN, Server, fresh_home, marquee

PHONE = {"width": 360, "height": 740}
SECTIONS = ["live", "models", "training", "experiments", "fairness", "drift", "data", "reports"]
# Training has the processor only when nobody else wants it.
LONG = 600_000


def enter(open_page, server, section="live", **options):
    """Opens a section as the printed link does."""
    page = open_page(server, f"/operate#token={TOKEN}", **options)
    expect(page.locator("#stream[data-state=live]")).to_be_visible()
    go(page, section)
    return page


def go(page, section):
    page.goto(f"/operate#/{section}")
    expect(page.locator(f".view.{section.split('/')[0]} h1")).to_be_visible()
    expect(page.locator(".skeletons")).to_have_count(0, timeout=60_000)


def figure(page, name):
    return page.locator(f"#now [data-figure={name}]")


@pytest.fixture(scope="module", params=["demo", "movielens"])
def learner(request, demo_home):
    """A server whose model knows only what is popular: whatever is trained takes its place."""
    if request.param == "demo":
        home, model, setting = fresh_home(demo_home), "als", "als:factors=16"
    else:
        if not (DATA / "u.data").exists():
            pytest.skip(f"no MovieLens 100K at {DATA} (MARQUEE_TEST_DATA)")
        home, model, setting = fresh_home(), "blend", "blend:base=als"
        marquee(home, "import", str(DATA))
    marquee(home, "train", "--model", "popularity")
    server = Server(home, "--retrain-models", model, "--retrain-set", setting)
    server.model = model
    yield server
    server.stop()


# MARK: Signing in


def test_a_server_without_a_token_prints_a_link_that_opens_the_page(open_page, demo_home):
    """On a terminal, as a person starts it; the link alone is enough, and the address keeps nothing of it."""
    leader, follower = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "MARQUEE_ADMIN_TOKEN"}
    process = subprocess.Popen(
        [BINARY, "serve", "--home", str(fresh_home(demo_home)), "--port", "0", "--log-level", "warning"],
        stdout=follower, stderr=follower, env=environment)
    os.close(follower)
    said, found, deadline = "", None, time.monotonic() + 120
    while not found and time.monotonic() < deadline:
        if select.select([leader], [], [], 1)[0]:
            said += os.read(leader, 4096).decode(errors="replace")
        found = re.search(r"Operate: (http://[^/]+)(/operate#token=\w+)", said)
    try:
        assert found, said
        server = type("Printed", (), {"url": found[1]})
        page = open_page(server, found[2])
        expect(page.locator("#stream[data-state=live]")).to_be_visible()
        assert page.url == found[1] + "/operate#/live"
        assert "token" not in page.url
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Live")
    finally:
        process.terminate()
        process.wait(timeout=30)
        os.close(leader)


def test_what_is_not_a_terminal_gets_no_link(demo):
    assert not any("Operate:" in line for line in demo.log)


def test_signing_in_by_hand_after_a_wrong_token_and_out_again(open_page, demo):
    page = open_page(demo, "/operate")
    page.may_lose_server = True  # the refusal is told on the console too
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("Admin token").fill("not-the-token")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("That is not the token of this server")
    page.get_by_label("Admin token").fill(TOKEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Live")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_link_of_an_earlier_start_says_so(open_page, demo):
    page = open_page(demo, "/operate#token=of-yesterday")
    page.may_lose_server = True
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.get_by_role("alert")).to_be_visible()


# MARK: Live


def test_live_shows_numbers_that_move_under_requests(open_page, demo):
    page = enter(open_page, demo)
    expect(figure(page, "requests_per_second")).to_be_visible()
    for number in range(60):
        demo.call("POST", "/recommend", {"user_id": number, "k": 5})
    row = page.locator("#routes tr", has_text="POST /recommend")
    expect(row).to_be_visible()
    expect(row.locator("td").nth(0)).not_to_have_text("0.0 /s")
    expect(page.locator("#now .tile", has_text="Fallbacks")).to_contain_text(re.compile(r"of \d+ answers"))
    chart = page.locator("#latencies figure", has_text="POST /recommend")
    expect(chart.locator("svg[role=img]")).to_have_attribute("aria-label", re.compile(r"p50 .*ms"))
    chart.get_by_text("As a table").click()
    expect(chart.locator("tbody tr").first).to_contain_text("ms")


def test_a_failure_and_a_refusal_are_told_apart(open_page, demo):
    page = enter(open_page, demo)
    page.evaluate("() => fetch('/movies/none-of-ours')")
    page.may_lose_server = True
    row = page.locator("#routes tr", has_text="GET /movies/{movie_id}")
    expect(row.locator("td").last).to_have_text("1")
    expect(row).not_to_have_class(re.compile("alarm"))


def test_it_says_when_it_is_not_live_and_goes_on_when_the_server_is_back(open_page, own_server):
    page = enter(open_page, own_server)
    page.may_lose_server = True
    own_server.freeze()
    expect(page.locator("#stream")).to_contain_text("Not live", timeout=30_000)
    expect(page.locator(".view.live .lede")).to_contain_text("last figures that were heard")
    own_server.thaw()
    expect(page.locator("#stream[data-state=live]")).to_be_visible(timeout=60_000)


# MARK: A run, from start to rollback


def test_an_operator_watches_a_run_finish_reads_why_it_was_promoted_and_rolls_it_back(open_page, learner):
    page = enter(open_page, learner, "training")
    page.get_by_role("button", name="Train again now").click()
    run = page.locator("#run")
    expect(run.get_by_role("heading", name="A run is under way")).to_be_visible()
    expect(run.locator(".steps li.now")).to_have_count(1)
    expect(run.locator("progress")).to_be_visible()
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("The run has finished", timeout=LONG)
    expect(outcome).to_contain_text(re.compile(rf"Promoted: {learner.model}/\S+ gains .* in NDCG@10 against popularity/"))
    outcome.get_by_role("link", name="What it did, and why").click()
    decision = page.locator(".decisions li").first
    expect(decision).to_contain_text("promote")
    decision.get_by_text("Reasons, in the order they weigh").click()
    expect(decision.get_by_text(re.compile(r"NDCG@10 is .* better"))).not_to_have_count(0)
    expect(page.locator("figure", has_text="Loss").first.locator("svg path").first).to_be_visible()
    expect(page.get_by_role("table", name=re.compile("Judged by"))).to_contain_text(learner.model)

    go(page, "models")
    expect(page.locator("tr", has_text="serves")).to_contain_text(learner.model)
    page.get_by_role("button", name="Roll back …").click()
    dialog = page.get_by_role("dialog", name="Return to the model that served before?")
    expect(dialog).to_contain_text(f"{learner.model}/")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert learner.call("GET", "/health")["model"]["name"] == learner.model
    page.get_by_role("button", name="Roll back …").click()
    page.get_by_role("dialog").get_by_role("button", name="Roll back").click()
    expect(page.locator("tr", has_text="serves")).to_contain_text("popularity")
    assert learner.call("GET", "/health")["model"]["name"] == "popularity"


def test_a_version_tells_where_it_comes_from_and_what_would_change(open_page, learner):
    page = enter(open_page, learner, "models")
    page.locator("tbody th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version")
    expect(page.locator(".facts").first).to_contain_text("Training run")
    expect(page.get_by_role("table", name="History, newest first")).to_contain_text("registered")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("#difference")).to_contain_text("Films that come up most", timeout=LONG)
    expect(page.locator("#difference [data-figure=overlap]")).to_contain_text("%")


def test_a_version_is_promoted_only_after_a_question(open_page, learner):
    page = enter(open_page, learner, "models")
    before = learner.call("GET", "/health")["model"]
    page.get_by_role("button", name=re.compile("^Promote")).last.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert learner.call("GET", "/health")["model"] == before
    # The rest by keyboard: the question begins at “Cancel”, the deed is one step further.
    page.get_by_role("button", name=re.compile("^Promote")).last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("now serves", timeout=60_000)
    assert learner.call("GET", "/health")["model"] != before


# MARK: Every section


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_section_is_accessible(open_page, demo, accessible, scheme):
    page = enter(open_page, demo, color_scheme=scheme)
    for section in SECTIONS:
        go(page, section)
        for details in page.locator("summary:visible").all()[:6]:
            details.click()
        accessible(page, f"{section}, {scheme}")


def test_every_section_loads(open_page, server):
    page = enter(open_page, server)
    for section in SECTIONS:
        go(page, section)
        expect(page.locator("#content .notice.bad")).to_have_count(0)


def test_the_sign_in_and_a_dialog_are_accessible(open_page, demo, learner, accessible):
    accessible(open_page(demo, "/operate"), "sign in")
    page = enter(open_page, learner, "models")
    page.get_by_role("button", name="Roll back …").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    accessible(page, "dialog")


def test_sections_tell_what_there_is(open_page, demo):
    page = enter(open_page, demo, "data")
    expect(page.locator(".facts").first).to_contain_text("Films described")
    expect(page.locator(".import")).to_contain_text("the built-in demo data set")
    page.get_by_role("table", name="Newest first").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Groups in")).to_be_visible()
    go(page, "fairness")
    expect(page.locator("#groups")).to_contain_text("NDCG@10")
    expect(page.locator("figure", has_text="By gender")).to_be_visible()
    go(page, "drift")
    expect(page.locator(".monitor", has_text="Ratings, stability")).to_contain_text("Population stability index")
    go(page, "experiments")
    expect(page.locator(".notice")).to_contain_text("A/B experiments are not there yet")
    go(page, "reports")
    expect(page.get_by_role("heading", name="Traffic")).to_be_visible(timeout=60_000)


def test_numbers_agree_with_the_api_and_have_the_server_s_definitions(open_page, demo):
    definitions = {one["name"]: one for one in demo.call("GET", "/admin/definitions", token=TOKEN)["definitions"]}
    page = enter(open_page, demo)
    for name in ["requests_per_second", "p95_ms", "fallback_share", "coverage", "queue_depth"]:
        tile = page.locator("#now .tile", has=page.locator(f"[data-figure={name}]"))
        expect(tile.locator(".meaning")).to_have_text(definitions[name]["definition"])
    serving = next(one for one in demo.call("GET", "/admin/models", token=TOKEN)["models"] if one["is_serving"])
    go(page, "models")
    expect(page.locator("tr", has_text="serves")).to_contain_text(f"{serving['metrics']['ndcg_at_10']:.4f}")


def test_titles_and_excerpts_of_others_are_text_and_never_markup(open_page, hostile):
    page = enter(open_page, hostile)
    for section in SECTIONS:
        go(page, section)
        assert page.evaluate("() => document.body.dataset.hacked") is None


# MARK: Ways to use it


def test_the_keyboard_is_enough(open_page, demo):
    page = enter(open_page, demo)
    page.keyboard.press("Tab")
    page.evaluate("() => document.activeElement.blur()")
    names = []
    for _ in range(14):
        page.keyboard.press("Tab")
        names.append(page.evaluate("() => document.activeElement.textContent.trim()"))
        if names[-1] == "Models":
            break
    assert names[-1] == "Models", names
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_have_text("Models")


@pytest.mark.parametrize("section", SECTIONS)
def test_nothing_is_wider_than_a_phone(open_page, demo, section):
    page = enter(open_page, demo, section, viewport=PHONE)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= PHONE["width"], f"{section} is {wide} wide"
    for text in page.locator(".plot svg text").all()[:40]:
        box, frame = text.bounding_box(), text.locator("xpath=ancestor::*[@class='plot']").bounding_box()
        if box and frame:
            assert box["x"] >= frame["x"] - 1 and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1, text.text_content()
