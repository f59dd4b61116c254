"""Files beside the report for people who work in Word and in spreadsheets. One file each: ``write(evidence, pictures, settings) -> bytes``.

The name of an export is its path in OUTPUTS. The same evidence gives the same bytes.
"""

from __future__ import annotations

from pipeline.registry import Registry

EXPORTERS = Registry(
    "export",
    {
        "briefing.docx": "pipeline.exporters.briefing:write",
        "evidence.xlsx": "pipeline.exporters.workbook:write",
    },
)
