"""Sentence encoders: ``key, dimensions, encode(texts) -> float32[n, d]``, unit length, each row from its text only."""

from pipeline.registry import Registry

ENCODERS = Registry(
    "encoder",
    {
        "minilm": "pipeline.encoders.minilm:MiniLM",
        "minilm_int8": "pipeline.encoders.minilm_int8:MiniLMInt8",
        "hashing": "pipeline.encoders.hashing:Hashing",
    },
)
