"""Coders: ``fit(codebook, exemplars, encoder, settings) -> fitted``; fitted has ``apply``, ``save``, and the class ``load``."""

from pipeline.registry import Registry

CODERS = Registry(
    "coder",
    {
        "head": "pipeline.coders.learning:LearningCoder",
        "topics": "pipeline.coders.topics:TopicsCoder",
        "seeds": "pipeline.coders.seed_words:SeedsCoder",
    },
)
