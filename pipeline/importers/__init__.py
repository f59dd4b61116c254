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
        "odt": "pipeline.importers.odt:read",
        "rtf": "pipeline.importers.rtf:read",
        "doc": "pipeline.importers.doc:read",
        "eml": "pipeline.importers.eml:read",
        "csv": "pipeline.importers.responses:read",
        "xlsx": "pipeline.importers.responses:read",
    },
)
