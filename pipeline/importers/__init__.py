"""Importers by file suffix: ``read(path, settings) -> list[Source]``."""

from pipeline.registry import Registry

IMPORTERS = Registry(
    "importer",
    {
        "txt": "pipeline.importers.plain:read",
        "md": "pipeline.importers.markdown:read",
        "html": "pipeline.importers.html:read",
        "htm": "pipeline.importers.html:read",
        "docx": "pipeline.importers.docx:read",
        "pdf": "pipeline.importers.pdf:read",
    },
)
