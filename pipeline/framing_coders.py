"""Coders of framing: ``fit(framing_exemplars, encoder, settings) -> fitted``; fitted has ``apply``, ``save``, and the class ``load``."""

from pipeline.registry import Registry

FRAMERS = Registry("coder of framing", {"head": "pipeline.framing_head:FramingHead"})
