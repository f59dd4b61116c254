"""Ask the tesseract command what it is: light, for every run asks it."""

from __future__ import annotations

import functools
import shutil
import subprocess

COMMAND = "tesseract"
SECONDS_TO_ANSWER = 10.0  # of its version


@functools.cache
def version() -> str | None:
    """Return the version of the installed tesseract, None where there is none."""
    words = _said("--version").split()
    return words[1] if len(words) > 1 else None


@functools.cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the installed tesseract reads, sorted; none where there is none."""
    return tuple(sorted(_said("--list-langs").split("\n")[1:]))


def _said(option: str) -> str:
    """Return what the command says of itself; nothing where it is not installed, cannot be run or does not answer."""
    command = shutil.which(COMMAND)
    if command is None:
        return ""
    try:
        said = subprocess.run([command, option], capture_output=True, text=True, check=False, timeout=SECONDS_TO_ANSWER)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (said.stdout + said.stderr).strip() if said.returncode == 0 else ""
