"""Write down what a run was made of: inputs, settings, versions, commit, outputs."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pipeline.config import ROOT
from pipeline.errors import TableError
from pipeline.keys import lock_hash
from pipeline.models import USED
from pipeline.stages import STAGES, Stage
from pipeline.standing import Standing
from pipeline.store import read_json, write_json

RECORD = "run.json"
PACKAGES = ("themeline", "bertopic", "matplotlib", "numpy", "onnxruntime", "pandas", "pyarrow", "scikit-learn", "scipy", "spacy", "tokenizers")


def is_told(standing: Standing, stages: Sequence[Stage]) -> bool:
    """Tell whether run.json and the list of problems are of these stages as they stand: a run may have been ended before it wrote them."""
    try:
        told = read_json(standing.outputs / RECORD).get("outputs", {})
    except TableError:  # damaged: it is written anew
        return False
    made = (file for stage in stages for file in standing.state.file_hashes(stage).items())
    return standing.state.are_problems_listed() and all(told.get(name) == sha256 for name, sha256 in made)


def tell(standing: Standing) -> None:
    """Write run.json, and the list of problems where it is not that of the stages as they stand."""
    if not standing.state.are_problems_listed():
        from pipeline.problem_rows import list_problems

        list_problems(standing)
    write_json(standing.outputs / RECORD, run_record(standing))


def run_record(standing: Standing) -> dict[str, Any]:
    """Return the content of run.json: no clock time, host or absolute path.

    ``outputs`` lists the files that these inputs and settings give; stages whose files rest on others are in ``not_current``.
    """
    inputs, stale = standing.inputs, standing.stale_stages()
    used = read_json(inputs.request.outputs / USED)
    return {
        "inputs": {"corpus": {file.path: file.sha256 for file in standing.listing.files}, **inputs.summary()},
        "settings": json.loads(inputs.settings_text()),
        "codebook_version": inputs.codebook.version,
        "parents": {theme.id: theme.parent for theme in inputs.codebook.theme if theme.parent},
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}, "lock": lock_hash()},
        "seeds": {name: getattr(inputs.study, name).seed for name in ("code_themes", "discover", "track")},
        "git_commit": _git("rev-parse", "HEAD"),
        "git_clean": _clean(),
        "models": {stage: entry["key"] for stage, entry in used.items()},
        "outputs": {name: value for stage in STAGES if stage not in stale for name, value in standing.state.file_hashes(stage).items()},
        "not_current": [stage.name for stage in stale],
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _clean() -> bool | None:
    """Tell whether the program is as its commit has it; None where nothing is known of commits."""
    changed = _git("status", "--porcelain", "--", "pipeline", "corpus", "requirements.lock")
    return None if changed is None else not changed


def _git(*asked: str) -> str | None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return None
    said = subprocess.run([git, "-C", str(ROOT), *asked], capture_output=True, text=True, check=False)
    return said.stdout.strip() if said.returncode == 0 else None
