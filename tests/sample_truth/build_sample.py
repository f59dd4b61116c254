"""Write corpus/sample and the tables of its truth from the authored documents.

Run it as a script; it needs the packages of requirements-dev.lock:

    .venv/bin/python tests/sample_truth/build_sample.py
"""

from __future__ import annotations

import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
if __name__ == "__main__":
    sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from sample_truth import write_docx, write_html, write_pdf, write_txt  # noqa: E402  after the path is set
from sample_truth.authored import Document, read_sources  # noqa: E402
from sample_truth.truth import CodeRow, ShiftRow, find_codes, find_shifts, share_table  # noqa: E402

MANIFEST_COLUMNS = ("path", "title", "date", "place", "source_type", "publisher", "url", "licence", "reference")
BEGIN, END = "<!-- shares: begin -->", "<!-- shares: end -->"
LICENCE = "Illustrative: invented places and people, written for this project; MIT"


def build_corpus(documents: Sequence[Document], corpus: Path) -> None:
    """Write every document in its format, and the manifest."""
    references = _references(documents)
    numbers: dict[tuple[str, str], Iterator[int]] = defaultdict(lambda: iter(range(1000)))
    for document in documents:
        path = corpus / document.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_render(document, next(numbers[document.place, document.format])))
    rows = [_manifest_row(document, references[document.path]) for document in documents]
    write_csv(corpus / "manifest.csv", MANIFEST_COLUMNS, rows)


def build_truth(documents: Sequence[Document], corpus: Path, truth: Path) -> None:
    """Write codes, shifts and the table of shares in the README; the corpus must have been built."""
    readme = (ROOT / "tests" / "sample_truth" / "README.md").read_text(encoding="utf-8")
    before, rest = readme.split(BEGIN)
    after = rest.split(END)[1]
    (truth / "README.md").write_bytes(f"{before}{BEGIN}\n{share_table(documents)}\n{END}{after}".encode())
    write_csv(truth / "shifts.csv", ShiftRow._fields, find_shifts(documents))
    write_csv(truth / "codes.csv", CodeRow._fields, find_codes(documents, corpus))


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a table as UTF-8 CSV, with the same line ends on every system."""
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path.write_bytes(content.getvalue().encode())


def _render(document: Document, number: int) -> bytes:
    match document.format:
        case "txt":
            return write_txt.render(document, write_txt.layout_of(number, document.place))
        case "html":
            return write_html.render(document, number)
        case "docx":
            return write_docx.render(document)
        case _:
            return write_pdf.render(document)


def _references(documents: Iterable[Document]) -> dict[str, str]:
    """Give numbers to each place's documents by date, those without a date last."""
    by_place: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: (document.date or "9999", document.name)):
        by_place[document.place].append(document)
    return {
        document.path: f"{place[:3].upper()}-{number:02}" for place, members in by_place.items() for number, document in enumerate(members, start=1)
    }


def _manifest_row(document: Document, reference: str) -> tuple[str, ...]:
    return (document.path, document.title, document.date, document.place, document.source_type, document.publisher, "", LICENCE, reference)


def main() -> None:
    """Write all over what is there."""
    documents = read_sources()
    build_corpus(documents, ROOT / "corpus" / "sample")
    build_truth(documents, ROOT / "corpus" / "sample", ROOT / "tests" / "sample_truth")
    print(f"{len(documents)} documents written")


if __name__ == "__main__":
    main()
