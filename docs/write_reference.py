"""Write the pages of docs/reference that are generated from the code: commands, settings, tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel

from pipeline.cli import app
from pipeline.codebook import Codebook, Theme
from pipeline.config import Period, Study
from pipeline.registry import Registry
from pipeline.stages import STAGES
from pipeline.tables import TABLES

FOLDER = Path(__file__).resolve().parent / "reference"
NOTE = "<!-- Generated from the code by `make reference`; a test holds it equal. Change the code, not this page. -->\n"
FILES = {
    "path": "of the file, relative to the corpus; required",
    "title": "as shown in the report",
    "date": "YYYY, YYYY-MM, YYYY-MM-DD or a range A/B; **empty means not known** and stops the search for a date",
    "place": "place the document speaks for",
    "source_type": "minutes, press_release, workshop_report, …: your own words, the same each time",
    "publisher": "body that issued it",
    "url, licence, reference": "where it was published, on what terms, how you cite it",
    "quotable": "yes, paraphrase or no; only yes and empty are quoted",
    "attribution": "named, role or none",
    "cluster_id": "documents with the same value share a source and count as one in bands and tests",
    "date_basis": "`inferred by a person` where the date is not in the document",
    "any other": "becomes a covariate, by which [track] groups and [compare] groups may group",
}


def pages() -> dict[str, str]:
    """Return the text of every generated page by its file name."""
    return {"commands.md": _commands(), "settings.md": _settings(), "tables.md": _tables(), "formats.md": _formats()}


def _commands() -> str:
    command: Any = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        NOTE,
        "Most are also make targets (`make help`). Exit codes: 0 all was used; 2 finished, but `problems` lists an error;",
        "1 nothing could be computed; 2 also where the command line itself cannot be read;",
        "130 stopped by Ctrl-C: what was finished is kept.",
    ]
    lines.append("")
    for name, sub in command.commands.items():
        lines += [f"## themeline {name}", "", sub.help or "", "", "| option | meaning |", "|---|---|"]
        for option in sub.params:
            label = ", ".join(option.opts) if option.param_type_name == "option" else option.name.upper()
            lines.append(f"| `{label}` | {getattr(option, 'help', None) or ''} |")
        lines.append("")
    lines += ["## What each stage reads and writes", "", "| stage | reads | writes |", "|---|---|---|"]
    lines += [f"| {s.name} | {', '.join(s.reads) or 'the corpus'} | {', '.join((*s.writes, *s.files))} |" for s in STAGES]
    return "\n".join(lines) + "\n"


def _settings() -> str:
    lines = [
        "# Settings: study.toml",
        "",
        NOTE,
        "One table per stage. Unknown keys are errors. Used is the file named with STUDY, else the corpus's own, else",
    ]
    lines += ["the current folder's, else the clone's; they are never merged. Paths in it are relative to it.", ""]
    for name, field in Study.model_fields.items():
        section: Any = field.annotation
        lines += [f"## [{name}]", "", section.__doc__ or "", "", *_fields(section), ""]
    lines += ["## [[track.period]]", "", Period.__doc__ or "", "", *_fields(Period)]
    return "\n".join(lines) + "\n"


def _fields(model: type[BaseModel]) -> list[str]:
    rows = ["| key | default | meaning |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        default = "required" if field.is_required() else f"`{_shown(field.default)}`"
        rows.append(f"| {name} | {default} | {field.description} |")
    return rows


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{part}"' for part in value) + "]"
    return f'"{value.as_posix()}"' if isinstance(value, Path) else f'"{value}"' if isinstance(value, str) else str(value)


def _tables() -> str:
    lines = ["# Tables in OUTPUTS", "", NOTE, "Each is `OUTPUTS/TABLE.parquet` and, but for vectors, `OUTPUTS/csv/TABLE.csv`. Shares are 0 to 1."]
    lines += ["`csv/codings_wide.csv` has a row for each segment with its text and, for each theme, a column 0/1 and its score.", ""]
    for table in TABLES.values():
        lines += [f"## {table.name}", "", f"{table.meaning} Key: {' + '.join(table.key)}.", "", "| column | kind | meaning |", "|---|---|---|"]
        for column in table.columns:
            values = f" ({'; '.join(column.values)})" if column.values else ""
            lines.append(f"| {column.name} | {column.kind}{', nullable' if column.nullable else ''} | {column.meaning}{values} |")
        lines.append("")
    return "\n".join(lines)


def _formats() -> str:
    from pipeline.coders import CODERS
    from pipeline.decision_files import COLUMNS
    from pipeline.encoders import ENCODERS
    from pipeline.importers import IMPORTERS
    from pipeline.topic_models import TOPIC_MODELS

    lines = ["# Files you write, and choices", "", NOTE, "## manifest.csv", "", "UTF-8 (or Windows-1252), separated by comma, semicolon or tab.", ""]
    lines += ["| column | meaning |", "|---|---|", *(f"| {name} | {meaning} |" for name, meaning in FILES.items()), ""]
    lines += ["## codebook.toml", "", *_fields(Codebook), "", "Each `[[theme]]` block:", "", *_fields(Theme), ""]
    lines += [
        "## exemplars.csv",
        "",
        "Columns text, codes (separated by `;`, empty for none), genre, decade, writer. Pieces by one writer are held out together;",
        "without the column, or with two writers only, neighbours in the file are held out together, at most 20.",
        "",
    ]
    lines += [
        "## codes/*.csv: human codes",
        "",
        "Columns path, start, end, text, coder, codes (separated by `;`), codebook_version, origin, memo; of a draw also draw, segment_id;",
        "optional weight: 1 / probability of being drawn.",
    ]
    lines += ["A passage is found again by its words when offsets have changed.", "", "## decisions/crosswalk.csv", ""]
    lines += ["Columns topic_id, theme_id, relation (core, part, candidate, unrelated), decided_by. They overrule the rule.", ""]
    for kind, columns in COLUMNS.items():
        lines += [f"## decisions/{kind}.csv", "", f"Columns {', '.join(columns)}. [What it does](../how-to/evidence.md#what-people-decide)", ""]
    lines += ["## Choices", ""]
    registries: tuple[Registry, ...] = (IMPORTERS, ENCODERS, CODERS, TOPIC_MODELS)
    lines += [f"- {registry.kind}: {registry}" for registry in registries]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
