"""Keep a fitted model's arrays and facts in a folder: safetensors and JSON, never pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save

from pipeline.errors import ModelError


def save_arrays(folder: Path, arrays: Mapping[str, np.ndarray], facts: Mapping[str, Any]) -> None:
    """Write arrays.safetensors and facts.json into a folder that exists."""
    packed = save({name: np.ascontiguousarray(array) for name, array in sorted(arrays.items())})
    (folder / "arrays.safetensors").write_bytes(packed)  # not by the library, whose error does not say that the disk is full
    (folder / "facts.json").write_text(json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False), encoding="utf-8")


def load_arrays(folder: Path) -> tuple[dict[str, np.ndarray], dict[str, Any]]:
    """Return what was saved.

    Raises:
        ModelError: if the folder lacks a file, or one is damaged.
    """
    try:
        facts: dict[str, Any] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        return load_file(folder / "arrays.safetensors"), facts
    except (FileNotFoundError, ValueError, SafetensorError):
        raise ModelError(f"The fitted model {folder} is not whole. Delete it, then run again; it is fitted anew.") from None
