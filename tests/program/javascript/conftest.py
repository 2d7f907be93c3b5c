"""The browser that runs the programs."""

from __future__ import annotations

from headless import browser

__all__ = ["browser"]
