"""A tiny study with hostile texts, a draw of it, and other programs that fill in its tasks and write them as they would. All of it is invented."""

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pandas as pd
from coding_study import CODEBOOK, TOML, paragraphs, write_corpus, write_outputs
from test_segment import documents

from pipeline.draw import Wanted, draw, record
from pipeline.inputs import Request
from pipeline.store import write_csv, write_table
from pipeline.tables import CODINGS, QUOTES

HOSTILE = (
    "=cmd|' /C calc'!A0 was what the clerk of Alder wrote in the minutes of the mill.",
    "'=1+1 stood there, too, and <script>alert(1)</script> with <img src=x onerror=alert(2)> after it.",
    "\U0001f642 Cafe\u0301 T\u0177 Gwyn\u00a0Hall reopened\u2028after the flood, \U0001f469\u200d\U0001f33e said the grower of Birch.",
    "@Everyone said so; the sum was -5 and no more, \u201cor so they hope\u201d.",
    "The mill closed in Alder and jobs went.",
    "The mill closed in Alder and jobs went, as one said, again.",
    "Prayer was held at dawn,\nand the road to Birch\tstayed shut.",
    "Nothing else was asked of the ward that night.",
)


def write_exchange_study(folder):
    """Write corpus, OUTPUTS and a draw of every segment for anna and ben, made once; return the request and the record of the draw."""
    files, made = _made()
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Request(folder / "corpus", folder / "outputs"), made.copy()


@cache
def _made():
    with TemporaryDirectory() as folder:
        made = _make(Path(folder))
        return {path.relative_to(folder): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}, made


def _make(folder):
    docs = documents("\n\n".join(HOSTILE), "\n\n".join((*HOSTILE[4:], "A long one: " + "and so on, " * 20 + "until the lamp went out.")))
    docs = docs.assign(title=["=Minutes of Alder", "Minutes of Birch"], quotable=["yes", "no"])
    segments = paragraphs(docs)
    codings = CODINGS.frame(
        [
            {"segment_id": row.segment_id, "theme_id": theme, "score": 0.9 if word in row.text else 0.1, "assigned": word in row.text, "why": None}
            for row in segments.itertuples()
            for theme, word in (("work", "jobs"), ("faith", "Prayer"))
        ]
    )
    corpus = write_corpus(folder / "corpus")
    outputs = write_outputs(folder / "outputs", docs, segments, codings)
    row = segments[segments["text"].str.startswith("\U0001f642")].iloc[0]
    quote = dict.fromkeys(QUOTES.names) | {
        "quote_id": "work0123456789",
        "theme_id": "work",
        "role": "representative",
        "citation": "Minutes",
        "voice": "own",
    }
    quote |= {name: row[name] for name in ("segment_id", "document_id", "start", "end", "paragraph", "text")} | {"framing": "neither"}
    write_table(outputs, "quotes", QUOTES.frame([quote]))
    wanted = Wanted(n=len(segments), coders=("anna", "ben"))
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    home = corpus / "codes" / made["draw"].iloc[0]
    write_csv(home / "draw.csv", made)
    (home / "codebook.toml").write_text(TOML, encoding="utf-8")
    return made


def decided(segment_id):
    """What a coder says of a segment: one in three has work, faith, or none of them."""
    return (["work"], ["faith", "work"], ["none"])[sum(map(ord, segment_id)) % 3]


def in_label_studio(tasks, choose=decided, by=7, *, short=False):
    """Export as Label Studio does, in JSON or JSON-MIN."""
    exported = []
    for number, task in enumerate(json.loads(tasks), 1):
        labels = choose(task["data"]["themeline"]["segment_id"])
        if short:
            chosen = labels[0] if len(labels) == 1 else {"choices": labels}
            exported.append(task["data"] | {"id": number, "themes": chosen, "annotator": by, "annotation_id": number, "lead_time": 4.2})
            continue
        result = [{"id": f"r{number}", "from_name": "themes", "to_name": "text", "type": "choices", "value": {"choices": labels}, "origin": "manual"}]
        annotation = {"id": 100 + number, "completed_by": by, "result": result, "was_cancelled": False, "ground_truth": False, "lead_time": 4.2}
        exported.append({"id": number, "annotations": [annotation], "drafts": [], "predictions": [], "project": 1} | task)
    return json.dumps(exported, ensure_ascii=False).encode()


def in_doccano(tasks, choose=decided):
    """Export as doccano does: an id, the label, comments, and the metadata beside them."""
    lines = []
    for number, line in enumerate(tasks.decode().rstrip("\n").split("\n"), 1):
        task = json.loads(line)
        rest = {name: value for name, value in task.items() if name not in {"text", "label"}}
        lines.append(
            json.dumps({"id": number, "text": task["text"], **rest, "label": choose(task["segment_id"]), "Comments": []}, ensure_ascii=False)
        )
    return ("\n".join(lines) + "\n").encode()


def in_prodigy(tasks, choose=decided):
    """Write as db-out does: hashes, what was chosen, the answer, and the session."""
    lines = []
    for number, line in enumerate(tasks.decode().rstrip("\n").split("\n"), 1):
        task = json.loads(line)
        given = {"accept": choose(task["themeline"]["segment_id"]), "answer": "accept", "config": {"choice_style": "multiple"}}
        made = {"_input_hash": -number, "_task_hash": number, "_view_id": "choice", "_annotator_id": "set-anna", "_session_id": "set-anna"}
        lines.append(json.dumps(task | made | given, ensure_ascii=False))
    return ("\n".join(lines) + "\n").encode()


def in_segments(path, target, choose=decided):
    """Fill in the column Code of a table of segments, one row a code, as a spreadsheet program saves it."""
    book = openpyxl.load_workbook(path)
    heads, *rows = [list(row) for row in book.active.iter_rows(values_only=True)]
    filled = openpyxl.Workbook()
    filled.active.append(heads)
    for row in rows:
        for code in choose(row[heads.index("segment_id")]):
            row[heads.index("Code")] = code
            filled.active.append(row)
            for cell in filled.active[filled.active.max_row]:
                cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    filled.save(target)


def in_themefinder(home, choose=decided, themes=None):
    """Write the outputs of a day as ThemeFinder does, beside the inputs that it was given."""
    folder = home / "outputs" / "mapping" / "2026-02-03" / "question_part_1"
    folder.mkdir(parents=True)
    key = pd.read_csv(home / "key.csv", dtype=str, keep_default_na=False)
    themes = themes or {"A": ("Work", "Jobs."), "B": ("Faith", "Prayer.")}
    topics = {name.casefold(): topic for topic, (name, _) in themes.items()} | {"none": "X"}
    listed = [{"topic_id": topic, "topic_label": name, "topic_description": said} for topic, (name, said) in themes.items()]
    listed.append({"topic_id": "X", "topic_label": "None of the Above", "topic_description": "No theme."})
    (folder / "themes.json").write_text(json.dumps(listed, indent=4), encoding="utf-8")
    lines = [
        json.dumps({"response_id": int(number), "labels": [topics[label] for label in choose(name)]})
        for number, name in zip(key["response_id"], key["segment_id"], strict=True)
    ]
    (folder / "mapping.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "mapping.jsonl"
