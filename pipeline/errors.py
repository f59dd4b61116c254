"""Errors that a person can act on.

Each message says what is wrong, where, how many, and what to do. Anything else
that is raised is a bug of ours and is not caught.
"""


class PipelineError(Exception):
    """Anything that stops a command with one plain message and status 1."""


class ConfigError(PipelineError):
    """A setting, the codebook or the manifest cannot be used as written."""


class CorpusError(PipelineError):
    """The corpus or outputs folder is missing, empty, unreadable or in the wrong place."""


class TableError(PipelineError):
    """A table in OUTPUTS is missing, stale or breaks its declaration."""


class ModelError(PipelineError):
    """A fitted model or a model's weights are missing, altered or do not fit."""
