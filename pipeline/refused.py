"""Say why nothing is published: on the screen how much and where, in the private folder with its words, what asks that it be gone, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.finding import NAMES, Finding
from pipeline.review import Decided
from pipeline.scan import RUN, Hit, runs_of
from pipeline.schema import tuples
from pipeline.store import write_csv
from pipeline.wording import count

FILE = "refused.csv"
COLUMNS = ("file", "where", "words", "context", "kind", "review_id", "decision", "asked_by", "what_to_do")
ROW = re.compile(r"(?P<kind>.*) \((?P<row>\w+)\)")
MOST_SHOWN = 20  # files and kinds on the screen
TO_DO = {
    "name": (
        "If these words are no person's name, decide `keep` on this row in decisions/names.csv. If they are, take them out of what holds them: "
        "a column of the manifest, the codebook, a finding, a setting."
    ),
    "organisation": "Decide `keep` on this row in decisions/names.csv, or take the name out of what holds it: the manifest, the codebook.",
    "withheld text": (
        "If these words may be shown, let them be: `quotable` yes for the document and a pinned quote. If not, take them out of what holds them: "
        "a title, the codebook, a finding."
    ),
}
TO_DO["respondent"] = "Take this respondent's id out of what holds it: the manifest, the codebook, a finding."
NUMBER = "Decide `keep` on this row in decisions/review.csv if it leads to nobody, or take it out of what holds it: the manifest, the codebook."


def write_refused(private: Path, hits: Sequence[Hit], decided: Decided, documents: pd.DataFrame) -> Path:
    """Write PRIVATE/refused.csv: a row for each place of what should be gone.

    Args:
        private: the private folder.
        hits: what was found in the files, with its places.
        decided: the rows of the review and what was decided on them.
        documents: a DOCUMENTS table. Not changed.

    Returns:
        The file; only its owner may read it.
    """
    rows = {row.review_id: row for row in decided.findings.rows}
    held = _Held(documents, hits)
    cells = [cell for hit in hits for cell in _rows(hit, rows, decided, held)]
    path = private / FILE
    write_csv(path, pd.DataFrame(cells, columns=list(COLUMNS)))
    path.chmod(0o600)
    return path


def forget_refused(private: Path) -> None:
    """Delete the list of an earlier refusal, which holds no longer."""
    (private / FILE).unlink(missing_ok=True)


def say_refused(hits: Sequence[Hit], path: Path) -> str:
    """Say how many places there are, in which files and of which kinds, and where they are listed; never the words."""
    n = sum(len(hit.places) for hit in hits)
    files = {hit.file for hit in hits}
    shown = "\n".join(f"  {hit.file}: {hit.kind}, {count(len(hit.places), 'place')}" for hit in hits[:MOST_SHOWN])
    more = f"\n  and {len(hits) - MOST_SHOWN:,} more" if len(hits) > MOST_SHOWN else ""
    return (
        f"What should be gone is still in {count(len(files), 'file')}, in {count(n, 'place')}; nothing is published.\n{shown}{more}\n"
        f"{path} lists each place with its words, the decision or document that asks that they be gone, and what to do. A code in brackets is "
        f"the row of the review. Withheld text is any run of {RUN} words of what is not quoted."
    )


class _Held:
    """Which documents hold a withheld stretch of words."""

    def __init__(self, documents: pd.DataFrame, hits: Sequence[Hit]) -> None:
        sought = {run for hit in hits if hit.kind == "withheld text" for place in hit.places for run in runs_of(place.words)}
        self._by_run: dict[str, list[str]] = {}
        for row in tuples(documents) if sought else ():
            for run in sought.intersection(runs_of(row.text)):
                self._by_run.setdefault(run, []).append(str(row.path))

    def of(self, words: str) -> str:
        return "; ".join(sorted({path for run in runs_of(words) for path in self._by_run.get(run, ())}))


def _rows(hit: Hit, rows: Mapping[str, Finding], decided: Decided, held: _Held) -> Iterator[dict[str, str]]:
    match = ROW.fullmatch(hit.kind)
    kind, row = (match["kind"], rows.get(match["row"])) if match else (hit.kind, None)
    decision, asked_by = _asked(row, decided) if row else ("", "")
    for place in hit.places:
        yield {
            "file": hit.file,
            "where": place.where,
            "words": place.words,
            "context": place.context,
            "kind": kind,
            "review_id": row.review_id if row else "",
            "decision": decision,
            "asked_by": asked_by if row else f"words of what is not quoted: {held.of(place.words)}" if kind == "withheld text" else kind,
            "what_to_do": TO_DO.get(kind, NUMBER),
        }


def _asked(row: Finding, decided: Decided) -> tuple[str, str]:
    """Return what is decided on a row, and in which file, on what."""
    file = "names.csv" if row.kind in NAMES else "review.csv"
    own = decided.decisions.get(row.review_id)
    said = own or f"{decided.on(row)}, as proposed"
    return said, f"decisions/{file}: {row.kind} {row.found!r}, first in {row.path}"
