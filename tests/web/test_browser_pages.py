"""The pages in a real browser: on a phone and on a desk, with and without JavaScript."""

from __future__ import annotations

import shutil
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from recordbook.system.made_world import DAY
from recordbook.system.showcase import OTHERS, STORY
from recordbook.web.app import create_app
from recordbook.web.settings import Settings
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PHONE, DESK = (390, 844), (1280, 900)
_HEAVIEST = 150_000
"""Bytes of a page without its pictures."""

_CLAIM = (
    '"Paper Lanterns" by "Mirae Lane": album total >= 10M streams on "made up" as of 2025-02-19'
)


@pytest.fixture(scope="module")  # its loop must not run while other modules start theirs
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.fail(
            "there is no Chromium: install one (apt-get install chromium), or run make test"
        )
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


def _served(book: Path) -> Iterator[str]:
    """A site over a book, in a thread of its own; its address."""
    config = uvicorn.Config("", host="127.0.0.1", port=0, log_level="error", lifespan="off")
    sock = config.bind_socket()
    base = f"http://127.0.0.1:{sock.getsockname()[1]}"
    config.app = create_app(Settings(book=str(book), base=base, rate=0, burst=1_000_000))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    yield base
    server.should_exit = True
    thread.join(20)
    sock.close()


@pytest.fixture(scope="session")
def made(made_book: Path) -> Iterator[str]:
    """The made world, served."""
    yield from _served(made_book)


@pytest.fixture(scope="session")
def demo(demo_book: Path) -> Iterator[str]:
    """The demo's book, served."""
    yield from _served(demo_book)


@pytest.fixture(scope="session")
def keys(made_book: Path) -> dict[str, str]:
    """The key of a record that stands, and of one that was withdrawn."""
    records = Shelf.of(str(made_book)).records()
    return {change.status: key for key, change in records.items()}


def _page(browser: Browser, size: tuple[int, int] = PHONE, **more: Any) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **more)
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def _looked_at(page: Page, address: str) -> list[str]:
    """What is wrong with a page: words on the console, its weight, its width, what axe finds."""
    said: list[str] = []
    weight: list[int] = []
    page = page.context.new_page()
    page.on("console", lambda message: said.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"error: {error}"))

    def weighed(response: Any) -> None:
        if response.request.resource_type != "image":
            weight.append(len(response.body()))

    page.on("response", weighed)
    response = page.goto(address, wait_until="networkidle")
    assert response is not None
    if response.status != 200:
        said.append(f"status {response.status}")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    if page.evaluate(wide) > 0:
        said.append("wider than the window")
    if sum(weight) > _HEAVIEST:
        said.append(f"{sum(weight)} bytes")
    found = Axe().run(page).response["violations"]
    grave = {"serious", "critical"}
    page.close()
    return said + [f"axe: {one['id']}" for one in found if one["impact"] in grave]


_PATHS = (
    "/",
    f"/days/{DAY}",
    "/days/2001-01-01",
    "/records/{found}",
    "/records/{withdrawn}",
    "/records/{found}/chart",
    "/records/{found}/story",
    "/embed/{found}",
    "/ask",
    "/check",
    "/help",
    "/search?q=paper",
    "/albums/release:paper-lanterns",
    "/tracks/recording:slow-comet/slow-comet",
    "/artists/artist:mirae-lane",
    "/cohorts",
    "/next",
    "/sources",
    "/feeds",
    "/api",
)
"""Every kind of page, in the made world."""

_LOOKS = (
    (PHONE, "light", "en"),
    (PHONE, "dark", "ko"),
    (DESK, "light", "ko"),
    (DESK, "dark", "en"),
)


@pytest.mark.parametrize(("size", "scheme", "lang"), _LOOKS, ids=str)
def test_every_page_is_sound(
    browser: Browser,
    made: str,
    keys: dict[str, str],
    *,
    size: tuple[int, int],
    scheme: Any,
    lang: str,
) -> None:
    """Every page is silent, light, no wider than the window, and axe finds nothing grave."""
    page = _page(browser, size, color_scheme=scheme, locale=lang)
    wrong = {path: _looked_at(page, made + path.format_map(keys)) for path in _PATHS}
    page.context.close()
    assert {path: said for path, said in wrong.items() if said} == {}


def test_every_verdict_is_sound(browser: Browser, demo: str) -> None:
    """Proven, refuted and undecided answers are as sound as other pages, and say what they are."""
    page = _page(browser)
    for claim, verdict in ((STORY, "Undecided"), (OTHERS[2], "Proven"), (OTHERS[3], "Refuted")):
        address = f"{demo}/ask?{_query(claim)}"
        assert _looked_at(page, address) == []
        page.goto(address)
        expect(page.locator(".verdict .badge")).to_contain_text(verdict)
        expect(page.locator(".provenance").first).to_contain_text("As of")
    page.context.close()


def test_an_undecided_answer_says_what_would_decide_it(browser: Browser, demo: str) -> None:
    """The figures that would decide an open claim are listed, and the readings that turn it."""
    page = _page(browser)
    page.goto(f"{demo}/ask?{_query(STORY)}")
    assert page.locator("#decide li").count() > 0
    assert page.locator("#doubt .card .badge").count() > 0
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_claim_is_asked_proven_shared_and_reopened(
    browser: Browser, made: str, *, script: bool
) -> None:
    """From the form to a proven answer, to its address in somebody else's browser."""
    page = _page(browser, java_script_enabled=script)
    page.goto(made)
    page.locator("nav a", has_text="Ask").click()
    page.get_by_label("Album, track or artist", exact=True).fill("Paper Lanterns")
    page.get_by_label("By", exact=True).fill("Mirae Lane")
    page.get_by_label("What is counted").select_option("album total")
    page.get_by_label("Threshold").fill("10M")
    page.locator("form:has(#subject) button").click()
    expect(page.locator(".verdict .badge")).to_contain_text("Proven")
    address = page.locator("#address").input_value()
    headline = page.locator("h1").inner_text()
    assert headline in page.locator("#post").input_value()
    assert address in page.locator("#post").input_value()
    other = _page(browser, DESK)
    other.goto(address)
    expect(other.locator("h1")).to_have_text(headline)
    expect(other.locator(".verdict .badge")).to_contain_text("Proven")
    page.context.close()
    other.context.close()


def test_a_claim_is_helped_while_it_is_written(browser: Browser, made: str) -> None:
    """Names are offered, errors point at the word, and a whole claim is called complete."""
    page = _page(browser)
    page.goto(f"{made}/ask")
    hint = page.locator("#hint")
    page.locator("#claim").press_sequentially('"Paper L')
    page.locator("#hint button", has_text="Paper Lanterns").first.click()
    expect(page.locator("#claim")).to_have_value('"Paper Lanterns" by "Mirae Lane" ')
    expect(hint).to_contain_text("expected here")
    page.locator("#claim").fill(_CLAIM)
    expect(hint).to_contain_text("Complete")
    page.locator("form:has(#claim) button.main").click()
    expect(page.locator(".verdict .badge")).to_contain_text("Proven")
    page.context.close()


def test_a_wrong_claim_says_what_is_wrong(browser: Browser, made: str) -> None:
    """Without a script too, the word is marked and the nearest known one is offered."""
    page = _page(browser, java_script_enabled=False)
    page.goto(f"{made}/ask?{_query(_CLAIM.replace('album total', 'albun total'))}")
    expect(page.get_by_role("alert")).to_contain_text("^")
    expect(page.locator("#claim")).to_have_value(_CLAIM.replace("album total", "albun total"))
    page.context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_chart_is_a_table_too(
    browser: Browser, made: str, keys: dict[str, str], *, script: bool
) -> None:
    """What the picture draws can be read row by row."""
    page = _page(browser, java_script_enabled=script)
    page.goto(f"{made}/records/{keys['found']}")
    page.get_by_text("The chart as a table").click()
    if not script:
        page.locator("#chart-table a").click()
    expect(page.locator("#paths tbody tr").first).to_be_visible()
    page.context.close()


def test_an_article_is_checked(browser: Browser, made: str) -> None:
    """A pasted text is judged sentence by sentence, each with a word for its verdict."""
    page = _page(browser, java_script_enabled=False)
    page.goto(f"{made}/check")
    page.locator("#text").fill(
        "Paper Lanterns by Mirae Lane is wonderful. <script>alert(1)</script>"
    )
    page.locator("form:has(#text) button").click()
    expect(page.locator(".article")).to_contain_text("is wonderful")
    assert page.locator("ol.cards > li .badge").count() > 0
    page.context.close()


def test_colours_follow_the_device_and_the_choice(browser: Browser, made: str) -> None:
    """Dark where the device is, light where somebody chooses, and the choice is kept."""
    page = _page(browser, color_scheme="dark")
    page.goto(made)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_label("Light", exact=True).check()
    light = page.evaluate(ground)
    assert light != dark
    page.goto(f"{made}/help")
    assert page.evaluate(ground) == light
    page.context.close()
    bare = _page(browser, color_scheme="dark", java_script_enabled=False)
    bare.goto(made)
    bare.get_by_label("Light", exact=True).check()
    expect(bare.locator("body")).to_have_css("background-color", light)
    bare.context.close()


def test_the_keyboard_finds_the_page(browser: Browser, made: str) -> None:
    """The first key press offers to skip to the page, and what has the focus can be seen."""
    page = _page(browser, DESK)
    page.goto(made)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    width = "getComputedStyle(document.activeElement).outlineWidth"
    assert page.evaluate(width) == "3px"
    page.context.close()


def test_korean_is_spoken_where_it_is_asked_for(browser: Browser, made: str) -> None:
    """The browser's language is answered in, the address can say another, and links keep it."""
    page = _page(browser, locale="ko-KR")
    page.goto(made)
    assert page.locator("html").get_attribute("lang") == "ko"
    expect(page.locator("nav").first).to_contain_text("오늘")
    page.get_by_role("link", name="English", exact=True).click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("nav a", has_text="Help").click()
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()


def _query(claim: str) -> str:

    return urlencode({"claim": claim})
