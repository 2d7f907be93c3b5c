"""The browser of the tests of pages."""

from __future__ import annotations

from headless import browser

__all__ = ["browser"]
