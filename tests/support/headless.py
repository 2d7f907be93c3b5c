"""Chromium without a window, for the tests that show pages or run JavaScript: offline, an empty profile, no motion."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, Request, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
_PATIENCE = 20_000


class Chromium:
    """A browser with one tab, `page`. Requests are kept in `requests`, complaints and exceptions in `complaints`."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.set_offline(offline=True)
        context.on("request", self._note)
        context.on("console", lambda message: self.complaints.append(message.text))
        context.on("weberror", lambda found: self.complaints.append(str(found.error)))
        context.set_default_timeout(_PATIENCE)
        self.page: Page = context.new_page()
        self._protocol: CDPSession = context.new_cdp_session(self.page)

    def _note(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)

    def show(
        self, path: Path, width: int = 1280, scheme: str = "light", medium: str = "screen", script: str = "on"
    ) -> None:
        """Shows a file in a window of the given width, without motion, in a light or dark scheme, script on or off."""
        self._protocol.send("Emulation.setScriptExecutionDisabled", {"value": script == "off"})
        wishes = {"prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"}
        features = [{"name": name, "value": value} for name, value in wishes.items()]
        self._protocol.send("Emulation.setEmulatedMedia", {"media": medium, "features": features})
        self.resize(width)
        self.page.goto("about:blank")
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(path.resolve().as_uri())
        self.value("document.fonts.ready.then(() => 1)")

    def resize(self, width: int) -> None:
        """Gives the window another width; a narrow one is that of a telephone."""
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        self._protocol.send("Emulation.setDeviceMetricsOverride", size)

    def value(self, expression: str) -> Any:
        """Returns the value of a JavaScript expression on the page."""
        told = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        found = self._protocol.send("Runtime.evaluate", told)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def picture(self) -> bytes:
        """Returns the whole page as a PNG."""
        return self.page.screenshot(full_page=True)

    def pdf(self) -> bytes:
        """Returns the page as it is printed."""
        return self.page.pdf(prefer_css_page_size=True)


def chromium(profile: Path) -> Iterator[Chromium]:
    """Yields a browser, and ends it."""
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise FileNotFoundError(f"no Chromium to show pages with: install one of {', '.join(_NAMES)}")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=program, args=list(_FLAGS))
        yield Chromium(context)
        context.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """A browser for the tests of a module; while it is there, nothing else can run an event loop in the process."""
    yield from chromium(tmp_path_factory.mktemp("profile"))
