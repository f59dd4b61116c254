"""Topic models: ``fit(...) -> fitted``; fitted has ``place``, ``save``, what it says of its topics, and the class ``load``."""

from pipeline.registry import Registry

TOPIC_MODELS = Registry(
    "topic model",
    {
        "bertopic": "pipeline.topic_models.guided_bertopic:GuidedBERTopic",
        "nmf": "pipeline.topic_models.guided_nmf:GuidedNMF",
    },
)
