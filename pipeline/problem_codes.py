"""Name every problem that reading a corpus can meet: the rows of ``problems`` of the stages ingest and segment have these codes and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True)
class Code:
    """A code, how grave it is where it is gravest, and what it means."""

    name: str
    severity: Severity
    meaning: str


CODES: tuple[Code, ...] = (
    Code("about-the-study", "note", "a readme at the top of the corpus; taken to describe the study"),
    Code("attachment-not-read", "warning", "a mail carries a file that is not read"),
    Code("bad-date", "error", "a date in the manifest, or in a table of responses, that is none"),
    Code("campaign", "note", "documents that are mostly the same words; they count as one source"),
    Code("clusters-apart", "warning", "documents that are alike, but whose clusters the manifest names apart; they stay apart"),
    Code("converted", "note", "an old Word file, read by way of LibreOffice"),
    Code("crashed", "error", "the file ended the program that reads it; another run tries again"),
    Code("date-conflict", "warning", "a document, its name and the manifest give different dates; the message says which is taken"),
    Code("date-not-taken", "note", "a document without a date says on top when it was changed; that day is not taken"),
    Code("date-rewritten", "note", "a date in the manifest was understood and written as YYYY-MM-DD"),
    Code("embedded-not-read", "warning", "a Word or OpenDocument file holds another file, which is not read"),
    Code("empty", "error", "a file or mail without text"),
    Code("exempt-items", "note", "passages dealt with after press and public were excluded; they are kept and not coded"),
    Code("formula-without-value", "warning", "a table has formulas whose values it does not hold; they are read as empty"),
    Code("gone", "error", "the file was taken away while the corpus was read; another run tries again"),
    Code(
        "impossible-date",
        "warning",
        "a text or a file name gives a year before 1000 or after 2099, or a day that is none (31 February); it is not taken",
    ),
    Code("little-of-page", "warning", "of a web page much was left out as navigation and the like"),
    Code("low-confidence", "warning", "pages with passages that text recognition is unsure of"),
    Code("missing-file", "error", "a row of the manifest without its file"),
    Code("mojibake", "warning", "text that was read in a wrong encoding once, before it came here"),
    Code("mojibake-repaired", "note", "such text, mended because study.toml asks for it"),
    Code("needs-libreoffice", "error", "an old Word file, and LibreOffice is not installed"),
    Code("no-permission", "error", "a file or folder that this user may not open"),
    Code("no-text-layer", "error", "a PDF of pictures, of which no text could be recognised"),
    Code("not-a-document", "error", "a picture, presentation, archive or the like under the name of a document"),
    Code("not-a-file", "note", "a link to a folder or to nothing, a pipe, a device"),
    Code("not-in-manifest", "warning", "a file without a row, where there is a manifest"),
    Code("not-read", "error", "a row of the manifest whose file is there, but is no document"),
    Code("nothing-codable", "note", "a file of which nothing is coded: headings, tables, formalities, or lines that are too short"),
    Code("ocr-layer", "warning", "pages whose text an earlier text recognition laid under the picture"),
    Code("other-language", "warning", "a document, or long paragraphs of it, in another language than the study; kept and not coded"),
    Code("outside-corpus", "error", "a link that leads out of the corpus"),
    Code("pages-without-text", "warning", "some pages of a PDF are pictures, and were not recognised"),
    Code("password", "error", "a file locked by a password"),
    Code("pictures-not-read", "note", "a Word file holds pictures, or a mail shows one in its text; they are not read"),
    Code("promise", "note", "a document promises that views are not tied to people or bodies; nobody is named until the manifest decides"),
    Code("quotation-not-closed", "warning", "a row of a CSV file has a quotation mark that nothing closes; its line is read as it stands"),
    Code("recognised", "warning", "pages that are scans, and what recognised their text"),
    Code("responses-mistaken", "error", "an [[ingest.responses]] block names a sheet or a column that is not there"),
    Code("responses-not-described", "warning", "a table that no [[ingest.responses]] block describes; it is not read"),
    Code("same-file", "warning", "a file with the same bytes as another; both are kept, as one source"),
    Code("same-name", "error", "two files whose names differ only in how an accent is written; the first is read"),
    Code("source-type-conflict", "note", "a document shows another source type than the manifest says; the manifest's is taken"),
    Code("suffix-differs", "note", "a file of another type than its name says; read as what it is"),
    Code("title-conflict", "note", "a document bears another title than its data or the manifest say"),
    Code("too-large", "error", "more megabytes, characters or cells than are allowed"),
    Code("too-long", "error", "reading took longer than is allowed; another run tries again"),
    Code("tracked-changes", "warning", "a rich text file holds changes that were tracked"),
    Code("undated", "note", "a document without a date; it is coded and quoted, but on no timeline until manifest.csv gives its date"),
    Code("undecodable", "warning", "a text file with places that cannot be read in its encoding"),
    Code("unlikely-date", "warning", "a date 20 years or more after all other evidence"),
    Code("unreadable", "error", "a broken file"),
    Code("unreadable-folder", "error", "a folder whose files cannot be listed"),
    Code("unreadable-name", "error", "a file whose name is not text"),
    Code("unsafe-path", "error", "an archive or a mail with a name that leads to another folder"),
    Code("unsafe-xml", "error", "a document with XML that reads other files or grows without end"),
    Code("unsupported-type", "note", "a file of a type that is not read"),
    Code("written-by-program", "note", "a mail that a program wrote by itself, of delivery or absence; kept and not coded"),
)
