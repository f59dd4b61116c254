"""Write a measured table into docs/benchmarks.md, between marks of its own, and say on what it was measured."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version

from pipeline.config import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"


def write_between(name: str, text: str) -> None:
    """Replace what stands between the marks of a name; all else of the page stays."""
    begin, end = f"<!-- {name}: written by make bench -->", f"<!-- end of {name} -->"
    page = PAGE.read_text(encoding="utf-8")
    if begin not in page or end not in page:
        raise RuntimeError(f"{PAGE.name} has no marks for {name}")
    written = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _: f"{begin}\n{text}\n{end}", page, flags=re.DOTALL)
    PAGE.write_text(written, encoding="utf-8")


def machine(packages: Sequence[str]) -> str:
    """Say on what was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}; {versions}."
