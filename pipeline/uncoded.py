"""List the files of which nothing is coded."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pipeline.config import Segment
from pipeline.rows import problem
from pipeline.schema import tuples

REMEDY = (
    "Look at it. If it says something, correct how it is laid out, or have shorter passages coded with min_words under [segment] of study.toml; "
    "else take it out, or leave it: it counts in no share."
)


def uncoded(segments: pd.DataFrame, documents: pd.DataFrame, settings: Segment, language: str) -> Iterator[dict[str, str]]:
    """Report each file in the study's language of which no segment is codable.

    Args:
        segments: the SEGMENTS of all documents. Not changed.
        documents: the DOCUMENTS. Not changed.
        settings: ``[segment]`` of study.toml.
        language: the study's; of files in others ``other-language`` says so.

    Yields:
        A row ``nothing-codable`` a file, in order of their paths; a notice that a program wrote is none.
    """
    cut = segments.assign(short=segments["n_words"] < settings.min_words).groupby("document_id")
    counts = pd.DataFrame({"n": cut.size(), "n_short": cut["short"].sum(), "n_codable": cut["codable"].sum()})
    known = documents[["document_id", "path", "language"]].merge(counts.reset_index(), on="document_id", how="left", validate="one_to_one")
    files = known.assign(here=known["language"].isin([language, "und"])).fillna({"n": 0, "n_short": 0, "n_codable": 0})
    summed = files.groupby("path", sort=True).agg(n=("n", "sum"), n_short=("n_short", "sum"), n_codable=("n_codable", "sum"), here=("here", "all"))
    for row in tuples(summed[(summed["n_codable"] == 0) & summed["here"]].reset_index()):
        yield problem(row.path, "nothing-codable", f"{row.path} has {_why(int(row.n), int(row.n_short), settings)}", REMEDY, "note") | {
            "stage": "segment"
        }


def _why(n: int, n_short: int, settings: Segment) -> str:
    short = f"{n_short} of fewer than {settings.min_words} words" if n_short < n else f"each of fewer than {settings.min_words} words"
    others = ", the others headings, tables, lists of names or formalities" if n_short < n else ""
    return f"{n} passage{'s'[: n != 1]}, and nothing that is coded: {short}{others}"
