"""Sentence encoders: ``key, dimensions, encode(texts) -> float32[n, d]``, unit length, each row from its text only."""

from pipeline.registry import Registry

ENCODERS = Registry(
    "encoder",
    {
        "minilm": "pipeline.encoders.minilm:MiniLM",
        "hashing": "pipeline.encoders.hashing:Hashing",
    },
)
