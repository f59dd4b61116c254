"""Say where the files of a study answer the items of COREQ that they can answer; the others are for people.

Source: Tong, Sainsbury, Craig (2007), Consolidated criteria for reporting qualitative research (COREQ), Int J Qual Health Care 19, 349-357.
"""

from __future__ import annotations

import pandas as pd

ITEMS = (
    ("9", "Orientation of the analysis", "Themes of a codebook, applied by machine; sheet Codebook, and the report’s section on method"),
    ("12", "How many took part", "Documents, not people, are the unit: sheet Documents"),
    ("16", "What the sample is like", "Place, source type, publisher and date of each document: sheet Documents"),
    ("22", "Whether more would add anything new", "Not decided by rule; the report’s section on topics shows what the codebook does not cover"),
    ("24", "Who coded", "A machine; where people coded a draw, the report’s section on the coder and people says how many"),
    ("25", "The coding tree", "Sheet Codebook, with definitions, cases in and out, and its version"),
    ("26", "Where the themes come from", "Set beforehand by the codebook; topics beside them come out of the documents and are shown apart"),
    ("27", "Software", "run.json, with versions, settings and seeds"),
    ("29", "Quotes, each with its source", "Sheet Quotes: word for word, with document, page where known, and paragraph"),
    (
        "30",
        "Whether findings follow from the evidence",
        "Sheets Trends, Shifts and Contrasts, each with numbers of documents; make verify reads the sources again",
    ),
    ("31", "Main themes", "Sheet Themes"),
    ("32", "Minor themes, and cases that differ", "Sub-codes in sheet Themes; dissenting quotes in sheet Quotes"),
)


def coreq_items() -> pd.DataFrame:
    """Return one row an item: its number, what it asks, where it is answered."""
    return pd.DataFrame(ITEMS, columns=["Item of COREQ", "Asks for", "Where"])
