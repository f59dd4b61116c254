"""Write what is published: the page, its figures, and of the tables only columns that are on a list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.people_counts import Counted, count_people, shown_small, without_people, without_small, without_what_they_are
from pipeline.published_tables import Published
from pipeline.store import write_csv
from pipeline.suppress import MEANING

if TYPE_CHECKING:
    from pipeline.config import Study

# What may be published of each table; what is not here is not. Full texts, vectors, segments and codings are not here.
ALLOWED: dict[str, tuple[str, ...]] = {
    "documents": (
        "document_id title date date_precision year place source_type publisher url licence reference quotable attribution language n_pages sha256"
    ).split(),  # type: ignore[dict-item]
    "document_themes": ("document_id", "theme_id", "n_segments", "n_assigned", "share"),
    "trends": (),
    "shifts": (),
    "contrasts": (),
    "topics": (),
    "crosswalk": (),
    "quotes": (),
    "recommendations": (),
    "indicators": (),
}  # (): all columns
OF_DOCUMENTS = ("documents", "document_themes", "evidence")  # without people's responses: counts of people are in people.csv alone
PAGE_FILES = ("report.html", "figures/")  # of what the stage report writes
BANNER = re.compile(rb'<p id="own-use"[^>]*>.*?</p>\n?', re.DOTALL)
OFFSETS = ("start", "end")  # of a document that is not published as a whole
READ_ME = """What this folder holds

report.html             the report; opens in any browser, needs no network
figures/                its figures, each with a text alternative (.txt)
csv/                    tables behind it; a table's columns are described in the documentation of Themeline
csv/evidence.csv        the documents, each with its number, date, kind and SHA-256; how many passages of each are quoted here
csv/people.csv          where people answered a survey: how many of each group spoke of a theme

Words in [square brackets] stand for a person, address or number that was taken out. The same letter is the same person throughout.
{meaning}. Counts of documents are never suppressed.
A response of a person stands in no list of documents and is cited by a number; nothing here says whose it is or to which group it belongs.
A document without a title was not to be published; it counts in the figures, and no word of it is here. One that may be paraphrased and not
quoted is listed by its title, and none of its passages is here.
{exempt}
"""


def published_files(published: Published, study: Study, takes: Mapping[str, Any], n_exempt: int) -> dict[str, bytes]:
    """Make the files that are published, by path.

    Args:
        published: the study's tables as they are published.
        study: its settings.
        takes: what the page needs beside tables, by name; ``human_codes`` is left out, for it holds passages of any document.
        n_exempt: items that were not open to the public, and are set aside.
    """
    from pipeline.evidence import Evidence
    from pipeline.report import report_of

    counted = count_people(
        {name: published.table(name) for name in ("documents", "covariates", "document_themes")}, study.track.groups, study.publish.threshold
    )
    asked = {field.name for field in fields(Evidence)} - {"unlisted"}
    given = {**takes, "study": study, "human_codes": None}
    arguments: dict[str, Any] = {name: value for name, value in given.items() if name in asked}
    arguments |= {name: without_what_they_are(without_small(published.table(name), counted), counted) for name in sorted(asked - given.keys())}
    arguments["fitted_documents"] = frozenset(published.ids.get(name, name) for name in takes["fitted_documents"])
    files = report_of(Evidence(**arguments, unlisted=counted.persons), study.report).files
    made = {name: content for name, content in files.items() if name.startswith(PAGE_FILES)}
    made["report.html"] = without_banner(made["report.html"])
    exempt = f"Items dealt with in private that were set aside: {n_exempt}."
    made["README.txt"] = READ_ME.format(meaning=MEANING, exempt=exempt).encode()
    return made | _csv_files(published, counted)


def without_banner(page: bytes) -> bytes:
    """Take off the head of a page what says that it is not for publication.

    Raises:
        ValueError: if it is not there just once: the template then has changed, and this must change with it.
    """
    made, n = BANNER.subn(b"", page)
    if n != 1:
        raise ValueError(f"{n} banners on the page; there must be one.")
    return made


def _csv_files(published: Published, counted: Counted) -> dict[str, bytes]:
    frames = {
        name: _allowed(shown_small(published.table(name), counted) if name == "trends" else without_small(published.table(name), counted), columns)
        for name, columns in ALLOWED.items()
    }
    frames |= {"evidence": _evidence(published)}
    frames |= {name: without_people(frames[name], counted) for name in OF_DOCUMENTS}
    frames |= {name: without_what_they_are(frames[name], counted) for name in ("quotes", "recommendations", "indicators")}
    if len(counted.people):
        frames["people"] = counted.people
    with TemporaryDirectory() as folder:
        for name, frame in frames.items():
            write_csv(Path(folder) / f"{name}.csv", frame)
        return {f"csv/{name}.csv": (Path(folder) / f"{name}.csv").read_bytes() for name in frames}


def _allowed(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    return frame[[name for name in (columns or frame.columns) if name in frame and name not in OFFSETS]]


def _evidence(published: Published) -> pd.DataFrame:
    documents, quotes = published.table("documents"), published.table("quotes")
    columns = [
        "document_id",
        "title",
        "date",
        "place",
        "source_type",
        "publisher",
        "url",
        "licence",
        "reference",
        "quotable",
        "attribution",
        "sha256",
    ]
    n_quotes = documents["document_id"].map(quotes["document_id"].value_counts()).fillna(0).astype(int)
    return documents[columns].assign(n_quotes=n_quotes)
