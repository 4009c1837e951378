"""The API docs load on a network without internet: every asset comes from the service itself."""

import re
import shutil
from urllib.parse import urlsplit

import httpx
import pytest

ADDRESS = re.compile(r"""(?:src|href)\s*=\s*["']([^"']+)["']|url:\s*["']([^"']+)["']""")


@pytest.mark.parametrize("page", ["/docs"])
def test_every_address_in_a_page_is_our_own(empty: httpx.Client, page: str) -> None:
    answer = empty.get(page)
    assert answer.status_code == 200
    found = [first or second for first, second in ADDRESS.findall(answer.text)]
    assets = [address for address in found if address]
    assert len(assets) >= 2
    for asset in assets:
        assert urlsplit(asset).netloc == "", asset
        assert empty.get(asset).status_code == 200, asset


@pytest.mark.chromium
@pytest.mark.parametrize(("page", "shown"), [("/docs", ".opblock-summary")])
def test_a_browser_asks_no_other_host(empty: httpx.Client, page: str, shown: str) -> None:
    from playwright.sync_api import sync_playwright

    browsers = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, browsers)))
    asked: list[str] = []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found, args=["--no-sandbox"])
        opened = browser.new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(f"{empty.base_url}{page}")
        opened.wait_for_selector(shown, timeout=30_000)
        browser.close()
    hosts = {urlsplit(url).netloc for url in asked if urlsplit(url).scheme.startswith("http")}
    assert hosts == {empty.base_url.netloc.decode()}
