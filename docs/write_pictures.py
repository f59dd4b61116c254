"""Take the docs' pictures of a report anew, in a headless Chromium: ``python -m docs.write_pictures outputs/report.html``."""

from __future__ import annotations

import argparse
import base64
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from pipeline.config import ROOT

TOOLS: Any = import_module("tests.devtools")  # what drives the tests carries no types
FOLDER = ROOT / "docs" / "pictures"
LARGEST = 300_000  # bytes of a picture
MARGIN = 8  # pixels above what is shown
FAITH = "document.querySelector('#theme-faith')"
FIRST = f"[...document.querySelectorAll('a[href^=\"#quote-\"]')].find((link) => {FAITH}.compareDocumentPosition(link) & 4)"  # 4: it follows


@dataclass(frozen=True)
class View:
    """What a picture shows: from the top of an element on, in a window of a width; ``address`` opens a passage in the explorer."""

    element: str  # CSS
    width: int
    height: int
    address: str = ""


VIEWS: Mapping[str, View] = {
    "report": View("body", 1280, 1000),
    "theme": View("#theme-faith", 1280, 1120),
    "topics": View("#topics", 1280, 1260),
    "themes-over-time": View("#figure-themes_over_time", 1000, 763),
    "explorer": View("dialog[open]", 1000, 876, f"location.hash = {FIRST}.hash"),
}


def take(report: Path) -> dict[str, bytes]:
    """Return each picture of a report as PNG.

    Raises:
        RuntimeError: if a picture is larger than 300 kB.
    """
    taken = {}
    for name, view in VIEWS.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile, TOOLS.Browser(Path(profile)) as browser:
            browser.ask("Emulation.setDeviceMetricsOverride", width=view.width, height=view.height, deviceScaleFactor=1, mobile=False)
            browser.ask("Emulation.setScrollbarsHidden", hidden=True)
            browser.open(report)
            if view.address:
                browser.run(f"{view.address}; 0")
            browser.until(f"document.querySelector({view.element!r})")
            if not view.address:
                browser.run(f"scrollTo(0, document.querySelector({view.element!r}).getBoundingClientRect().top + scrollY - {MARGIN}); 0")
            shown = base64.b64decode(browser.ask("Page.captureScreenshot", format="png")["data"])
            if len(shown) > LARGEST:
                raise RuntimeError(f"{name}.png has {len(shown):,} bytes, more than {LARGEST:,}: show less of the page")
            taken[name] = shown
    return taken


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, nargs="?", default=ROOT / "outputs" / "report.html")
    for name, shown in take(parser.parse_args().report).items():
        (FOLDER / f"{name}.png").write_bytes(shown)


if __name__ == "__main__":
    main()
