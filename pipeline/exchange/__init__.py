"""Exchange with other programs in which people code. One file a format: ``FORMAT``, which writes what goes out and reads what comes back.

What goes out is the same bytes for the same study. What comes back is read as it is; ``place`` holds it against the study.
"""

from __future__ import annotations

from pipeline.registry import Registry

FORMATS = Registry(
    "format",
    {
        "label-studio": "pipeline.exchange.label_studio:FORMAT",
        "doccano": "pipeline.exchange.doccano:FORMAT",
        "prodigy": "pipeline.exchange.prodigy:FORMAT",
        "themefinder": "pipeline.exchange.themefinder:FORMAT",
        "web-annotation": "pipeline.exchange.web_annotation:FORMAT",
        "segments": "pipeline.exchange.segments:FORMAT",
    },
)
