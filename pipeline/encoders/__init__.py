"""Sentence encoders: ``key, dimensions, encode(texts) -> float32[n, d]``, unit length, each row from its text only."""

import os

from pipeline.registry import Registry

os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")  # read when onnxruntime is loaded: else it keeps events of every run in the user's home

ENCODERS = Registry(
    "encoder",
    {
        "minilm": "pipeline.encoders.minilm:MiniLM",
        "hashing": "pipeline.encoders.hashing:Hashing",
    },
)
