"""What the files of a package are: the format of each kind, and what each file says."""

from __future__ import annotations

FORMATS = {
    "cff": "application/yaml",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "json": "application/json",
    "lock": "text/plain",
    "md": "text/markdown",
    "png": "image/png",
    "svg": "image/svg+xml",
    "toml": "application/toml",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SAYS = {
    "README.md": "What this package holds, and how to make the run again",
    "CITATION.cff": "How to cite this package",
    "software/CITATION.cff": "How to cite the program",
    "codebook.toml": "The codebook: themes with definitions, and cases in and out",
    "study.toml": "The settings of the run that are not at their defaults",
    "run.json": "The record of the run: inputs, settings, versions, seeds, commit, models, and the hash of each file it wrote",
    "datapackage.json": "The tables, each column with its type and meaning",
    "method.html": "How this run worked, and its limits: the report's section on method",
    "methods.md": "What each method of the program does, and what it does not claim",
    "environment/requirements.lock": "The packages of the run, with versions and hashes",
    "report.html": "The report",
    "published.txt": "What was published, and how it was made fit for that",
    "review/review.md": "The reviewer's pack: COREQ, assumptions, decisions, self-check",
}
