"""The viewers' pages, as a person meets them."""

import json
import re

import pytest
from playwright.sync_api import expect

from serving import marquee

PHONE = {"width": 360, "height": 740}
POSTERS = "ol.films > li"


def as_viewer(open_page, server, viewer, path="", **options):
    return open_page(server, f"/#/for-you?user={viewer}{path}", **options)


def ids(page):
    return page.eval_on_selector_all(POSTERS, "all => all.map(one => one.dataset.movie)")


def films_shown(page, at_least=1):
    expect(page.locator(POSTERS).nth(at_least - 1)).to_be_visible()
    return ids(page)


def sample(server):
    return server.call("GET", "/viewers/sample?k=1")["viewers"][0]["user_id"]


# MARK: For you


def test_a_stranger_picks_a_sample_viewer_and_gets_a_personal_list_with_reasons(open_page, server):
    page = open_page(server, "/")
    expect(page.get_by_role("heading", level=1)).to_have_text("For you")
    page.get_by_role("button", name=re.compile("^Viewer ")).first.click()
    films_shown(page, 12)
    assert "user=" in page.url
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator(".why").filter(has_text="Because you liked").first).to_be_visible()
    expect(page.locator(".score").first).to_contain_text(re.compile(r"Score -?\d+\.\d\d"))


def test_an_id_that_is_typed_in_is_remembered(open_page, demo):
    page = open_page(demo, "/")
    page.get_by_label("Your viewer id").fill(sample(demo))
    page.get_by_role("button", name="Show my list").click()
    first = films_shown(page, 12)
    page.goto("about:blank")
    page.goto("/")
    assert films_shown(page, 12) == first


def test_an_unknown_viewer_is_told_and_gets_what_is_popular(open_page, server):
    page = as_viewer(open_page, server, "nobody-knows-me")
    expect(page.locator(".notice")).to_contain_text("We do not know viewer “nobody-knows-me” yet")
    popular = [one["movie_id"] for one in server.call("GET", "/popular?k=12")["items"]]
    assert films_shown(page, 12) == popular


def test_rating_changes_the_list_at_once_and_a_newcomer_becomes_known(open_page, server):
    page = open_page(server, "/")
    page.get_by_role("button", name="Start fresh").click()
    before = films_shown(page, 12)
    expect(page.locator(".notice")).to_contain_text("We do not know viewer")
    with page.expect_request("**/ratings") as rated:
        page.locator(POSTERS).first.get_by_role("button", name="5 stars").click()
    sent = json.loads(rated.value.post_data)
    assert sent["rating"] == 5 and sent["movie_id"] == before[0] and sent["request_id"]
    expect(page.locator("#live")).to_have_text(re.compile("^You gave “.*” 5 stars.$"))
    expect(page.locator(f'{POSTERS}[data-movie="{before[0]}"]')).to_have_count(0)
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator(".why").filter(has_text="Because you liked").first).to_be_visible()
    assert films_shown(page, 12) != before


def test_not_for_me_is_an_event_of_the_list_and_the_film_goes(open_page, server):
    page = as_viewer(open_page, server, "someone-picky")
    before = films_shown(page, 12)
    with page.expect_request("**/events") as told:
        page.locator(POSTERS).nth(2).get_by_role("button", name="Not for me").click()
    sent = json.loads(told.value.post_data)
    assert sent["type"] == "skip" and sent["movie_id"] == before[2] and sent["request_id"]
    expect(page.locator(f'{POSTERS}[data-movie="{before[2]}"]')).to_have_count(0)
    expect(page.locator("#toast")).to_contain_text("will not come again")
    page.reload()
    assert before[2] not in films_shown(page, 12)


def test_the_next_page_repeats_nothing(open_page, server):
    page = as_viewer(open_page, server, sample(server))
    films_shown(page, 12)
    for count in (24, 36):
        page.get_by_role("button", name="More films").click()
        shown = films_shown(page, count)
        assert len(set(shown)) == count
    expect(page.locator(POSTERS).nth(24).locator("a.poster")).to_be_focused()


def test_genres_and_years_filter_and_stay_in_the_address(open_page, server):
    page = as_viewer(open_page, server, sample(server))
    films_shown(page, 12)
    page.locator(".filters summary").click()
    page.get_by_role("group", name="Genres").get_by_role("button", name="Comedy", exact=True).click()
    page.get_by_label("From year").fill("1980")
    page.get_by_label("To year").fill("1995")
    expect(page).to_have_url(re.compile("genres=Comedy.*from=1980.*to=1995"))
    expect(page.locator(".stage")).not_to_have_attribute("aria-busy", "true")
    page.wait_for_function("""() => [...document.querySelectorAll('.poster-year')].length > 0
        && [...document.querySelectorAll('.poster-year')].every(one => +one.textContent >= 1980 && +one.textContent <= 1995)""")
    for film in ids(page):
        assert "Comedy" in server.call("GET", f"/movies/{film}")["genres"]
    page.reload()
    expect(page.get_by_role("button", name="Comedy", exact=True)).to_have_attribute("aria-pressed", "true")
    films_shown(page)


def test_filters_that_nothing_fits_are_an_empty_state_with_a_way_out(open_page, demo):
    page = as_viewer(open_page, demo, sample(demo), "&from=1901&to=1902")
    expect(page.get_by_text("No film fits these wishes")).to_be_visible()
    page.get_by_role("button", name="Forget the filters").click()
    films_shown(page, 12)


def test_the_dial_mixes_genres(open_page, server):
    page = as_viewer(open_page, server, sample(server))
    before = films_shown(page, 12)
    page.get_by_label("Variety").fill("1")
    expect(page).to_have_url(re.compile("variety=1"))
    expect(page.locator(".dial output")).to_have_text("anything but more of the same")
    page.wait_for_function("before => [...document.querySelectorAll('ol.films > li')].map(one => one.dataset.movie).join() !== before",
                           arg=",".join(before))

    def kinds(films):
        return len({genre for film in films for genre in server.call("GET", f"/movies/{film}")["genres"]})

    assert kinds(films_shown(page, 12)) >= kinds(before)


# MARK: Discover


def test_search_forgives_and_seeds_make_a_list_without_an_account(open_page, server):
    page = open_page(server, "/#/discover")
    expect(page.get_by_text("Nothing picked yet")).to_be_visible()
    page.get_by_label("Search for a film").press_sequentially("godfathre", delay=20)
    page.locator("button.hit").filter(has_text="Godfather").first.click()
    films_shown(page, 12)
    expect(page.locator(".seed")).to_have_count(1)
    expect(page.locator(".why").filter(has_text="Because you picked").first).to_be_visible()
    assert "films=" in page.url
    before = ids(page)
    page.locator(POSTERS).first.get_by_role("button", name=re.compile("I like this too")).click()
    expect(page.locator(".seed")).to_have_count(2)
    expect(page.locator(f'{POSTERS}[data-movie="{before[0]}"]')).to_have_count(0)
    page.reload()
    expect(page.locator(".seed")).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Remove ")).first.click()
    page.get_by_role("button", name=re.compile("^Remove ")).first.click()
    expect(page.get_by_text("Nothing picked yet")).to_be_visible()


def test_a_title_that_nothing_comes_near_is_said(open_page, demo):
    page = open_page(demo, "/#/discover")
    page.get_by_label("Search for a film").fill("zzzzqqqqxxxx")
    expect(page.get_by_text("No title comes near “zzzzqqqqxxxx”.")).to_be_visible()


def test_a_late_answer_to_an_earlier_word_is_not_shown(open_page, demo):
    page = open_page(demo, "/#/discover")
    held = []
    page.route("**/movies?query=alien*", lambda route: held.append(route))
    box = page.get_by_label("Search for a film")
    with page.expect_request("**/movies?query=alien*"):
        box.fill("alien")
    box.fill("godfather")
    expect(page.locator("button.hit").filter(has_text="Godfather").first).to_be_visible()
    for route in held:
        try:
            route.continue_()
        except Exception:  # it was aborted by the page, as it should be
            pass
    expect(page.locator("button.hit").filter(has_text="Godfather").first).to_be_visible()
    expect(page.locator("button.hit").filter(has_text="Aliens")).to_have_count(0)


# MARK: Popular and one film


def test_popular_by_kind_genre_and_decade(open_page, server):
    page = open_page(server, "/#/popular")
    films_shown(page, 24)
    page.get_by_role("button", name="All time").click()
    page.get_by_label("Genre").select_option("Drama")
    page.get_by_label("Decade").select_option("1990")
    expect(page).to_have_url(re.compile("list=all_time&genre=Drama&decade=1990"))
    wanted = [one["movie_id"] for one in server.call("GET", "/popular?genre=Drama&year_min=1990&year_max=1999&k=24")["items"]]
    page.wait_for_function("wanted => [...document.querySelectorAll('ol.films > li')].map(one => one.dataset.movie).join() === wanted",
                           arg=",".join(wanted))


def test_trending_is_what_the_model_counted_of_late(open_page, demo):
    page = open_page(demo, "/#/popular")
    wanted = [one["movie_id"] for one in demo.call("GET", "/popular?list=trending&k=24")["items"]]
    assert films_shown(page, 24) == wanted


def test_a_film_has_details_ratings_and_two_kinds_of_neighbours(open_page, server):
    page = open_page(server, "/#/popular?list=all_time")
    films_shown(page)
    first = page.locator(POSTERS).first
    film = server.call("GET", f"/movies/{first.get_attribute('data-movie')}")
    first.locator("a.poster").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(film["title"])
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page).to_have_title(re.compile(re.escape(film["title"])))
    ratings = server.call("GET", f"/movies/{film['movie_id']}/ratings")
    expect(page.locator("table.ratings caption")).to_contain_text(f"{ratings['ratings']:,} ratings")
    expect(page.locator("table.ratings tbody tr")).to_have_count(10)
    expect(page.get_by_role("region", name="Similar films").locator("li")).to_have_count(12)
    expect(page.get_by_role("region", name="Liked by the same viewers").locator("li").first).to_contain_text("who liked this")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Popular")


def test_rating_on_the_film_s_page_counts(open_page, demo):
    page = as_viewer(open_page, demo, "film-page-rater")
    film = films_shown(page)[0]
    before = demo.call("GET", f"/movies/{film}/ratings")["counts"][7]["ratings"]
    page.goto(f"/#/movie/{film}")
    page.get_by_role("toolbar").get_by_role("button", name="4 stars").click()
    expect(page.get_by_text("You gave it 4 of 5.")).to_be_visible()
    assert demo.call("GET", f"/movies/{film}/ratings")["counts"][7]["ratings"] == before + 1


def test_an_unknown_film_is_a_friendly_page(open_page, demo):
    page = open_page(demo, "/#/movie/no-such-film")
    page.may_lose_server = True  # chromium tells a 404 to the console
    expect(page.get_by_role("heading", level=1)).to_have_text("No such film")
    page.get_by_role("link", name="Search for a film").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Discover")


# MARK: When things go wrong


def test_the_server_goes_and_comes_back_and_nothing_crashes(open_page, own_server):
    page = as_viewer(open_page, own_server, "1")
    page.may_lose_server = True
    films_shown(page, 12)
    expect(page.locator("#status")).to_have_attribute("data-state", "up")
    own_server.stop()
    page.locator(POSTERS).first.get_by_role("button", name="5 stars").click()
    expect(page.locator("#toast")).to_contain_text("was not rated: the server does not answer")
    expect(page.locator("#banner")).to_contain_text("The server does not answer")
    expect(page.locator(POSTERS)).to_have_count(12)
    page.get_by_role("link", name="Popular").click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    own_server.start()
    page.get_by_role("button", name="Try now").click()
    expect(page.locator("#banner")).to_be_hidden()
    expect(page.locator("#status")).to_have_attribute("data-state", "up")
    page.get_by_role("button", name="Try again").click()
    films_shown(page, 12)


def test_a_server_that_hangs_is_told_too(open_page, own_server):
    page = as_viewer(open_page, own_server, "1")
    page.may_lose_server = True
    films_shown(page, 12)
    own_server.freeze()
    expect(page.locator("#banner")).to_contain_text("The server does not answer", timeout=30_000)
    own_server.thaw()
    expect(page.locator("#banner")).to_be_hidden(timeout=30_000)


def test_an_answer_that_is_no_json_is_a_problem_with_a_retry(open_page, demo):
    page = open_page(demo, "/")
    page.may_lose_server = True
    asked = re.compile(r"/popular\?")
    page.route(asked, lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    page.goto("/#/popular")
    expect(page.get_by_role("alert")).to_contain_text("Answer 502")
    page.unroute(asked)
    page.get_by_role("button", name="Try again").click()
    films_shown(page, 12)


def test_a_new_model_shows_within_seconds_and_the_list_is_fresh(open_page, own_server):
    page = as_viewer(open_page, own_server, "1")
    films_shown(page, 12)
    version = own_server.call("GET", "/health")["model"]["version"]
    expect(page.locator("#status")).to_contain_text(version)
    marquee(own_server.home, "train", "--model", "itemcf")
    expect(page.locator("#toast")).to_contain_text("A new model serves", timeout=60_000)
    expect(page.locator("#status")).not_to_contain_text(version)
    films_shown(page, 12)


def test_titles_cannot_become_markup(open_page, hostile):
    page = as_viewer(open_page, hostile, "nobody")
    films_shown(page, 12)
    expect(page.locator(".poster-title").filter(has_text="<img src=x onerror=")).to_have_count(1)
    for path in ("/#/movie/1", "/#/movie/2", "/#/movie/3", "/#/popular?list=all_time", "/#/discover?films=1,2"):
        page.goto(path)
        films_shown(page)
        assert page.locator("main img, main script, main b").count() == 0
        assert page.evaluate("document.body.dataset.hacked") is None
    page.get_by_label("Search for a film").fill("img src")
    expect(page.locator("button.hit").first).to_be_visible()
    assert page.evaluate("document.body.dataset.hacked") is None


# MARK: For everybody


def test_all_of_it_works_with_the_keyboard_alone(open_page, demo):
    page = open_page(demo, "/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.get_by_label("Your viewer id").focus()
    page.keyboard.type("keyboard-viewer")
    page.keyboard.press("Enter")
    before = films_shown(page, 12)
    page.locator("a.poster").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(POSTERS).first.get_by_role("button", name="1 star")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(POSTERS).first.get_by_role("button", name="4 stars")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f'{POSTERS}[data-movie="{before[0]}"]')).to_have_count(0)
    # The focus is on the film that took its place, not lost.
    page.wait_for_function("() => document.activeElement.closest('ol.films') !== null")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.locator("#toast")).to_contain_text("will not come again")
    page.get_by_role("link", name="Discover").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search for a film")).to_be_focused()
    page.keyboard.type("godfather")
    expect(page.locator("button.hit").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("button.hit").first).to_be_focused()
    page.keyboard.press("Enter")
    films_shown(page, 12)
    expect(page.get_by_label("Search for a film")).to_be_focused()


VIEWS = ["/", "/#/for-you?user=1", "/#/for-you?user=nobody", "/#/discover", "/#/discover?films=1,2", "/#/popular", "/#/movie/1",
         "/#/movie/none"]


def settled(page):
    page.wait_for_function("""() => document.querySelector('h1') && !document.querySelector('.skeletons')
        && document.querySelector('#status').dataset.state === 'up'""")
    # Films arrive in a short movement; what is half transparent has no fair contrast.
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", VIEWS)
def test_axe_finds_nothing_serious(open_page, demo, accessible, path, scheme):
    page = open_page(demo, path, color_scheme=scheme)
    page.may_lose_server = path.endswith("none")
    settled(page)
    for details in page.locator("details").all():
        details.evaluate("one => { one.open = true; }")
    accessible(page, scheme)


@pytest.mark.parametrize("path", VIEWS)
def test_a_phone_shows_everything_without_scrolling_sideways(open_page, demo, accessible, path):
    page = open_page(demo, path, viewport=PHONE, has_touch=True, is_mobile=True)
    page.may_lose_server = path.endswith("none")
    settled(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"the page is {width} wide"
    accessible(page, "phone")


def test_dark_is_dark_and_light_is_light(open_page, demo):
    shades = []
    for scheme in ("light", "dark"):
        page = open_page(demo, "/", color_scheme=scheme)
        shades.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    light, dark = [sum(map(int, re.findall(r"\d+", shade)[:3])) for shade in shades]
    assert light > 600 and dark < 150


def test_nothing_moves_for_those_who_do_not_want_it(open_page, demo):
    page = as_viewer(open_page, demo, "1", reduced_motion="reduce")
    films_shown(page, 12)
    assert page.evaluate("document.getAnimations().length") == 0


def test_nothing_comes_from_elsewhere(open_page, demo):
    asked = []
    page = open_page(demo, "/")
    page.on("request", lambda one: asked.append(one.url))
    page.reload()
    settled(page)
    assert all(url.startswith((demo.url, "data:")) for url in asked), asked
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    print(f"first content after {paint:.0f} ms")


def test_the_old_pages_are_whole_too(open_page, demo, accessible):
    page = open_page(demo, "/docs")
    expect(page.locator("article h3", has_text="/recommend").first).to_be_visible()
    page.goto("/operate")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
