"""Tables of a small study for human coding: documents of short paragraphs, and what a machine made of them."""

from functools import cache

import pandas as pd
from test_segment import documents, segment, whole

from pipeline.codebook import Codebook, Theme
from pipeline.coding_sheets import with_context
from pipeline.config import Segment
from pipeline.draw import Wanted, draw, record
from pipeline.store import write_csv, write_json, write_table
from pipeline.tables import CODINGS

THEMES = ("work", "faith")
CODEBOOK = Codebook(
    version="1",
    theme=(Theme(id="work", name="Work", definition="Jobs."), Theme(id="faith", name="Faith", definition="Prayer.", include=("chapels",))),
)
TOML = 'version = "1"\n[[theme]]\nid = "work"\nname = "Work"\ndefinition = "Jobs."\n[[theme]]\nid = "faith"\nname = "Faith"\ndefinition = "Prayer."\ninclude = ["chapels"]\n'


def tables(n_documents=10, n_segments=10):
    """Documents, segments and codings, made once and handed out as copies."""
    return tuple(table.copy() for table in _tables(n_documents, n_segments))


@cache
def _tables(n_documents, n_segments):
    """Segments of which every fifth is of work (score .9) and every seventh of faith (.8)."""
    texts = [
        "\n\n".join(
            f"Paragraph {n} of paper {d} tells of {'jobs lost' if (n + d) % 5 == 0 else 'the weather'} by “the mill”." for n in range(n_segments)
        )
        for d in range(n_documents)
    ]
    docs = documents(*texts)
    docs = docs.assign(place=["Alder" if n % 2 else "Birch" for n in range(n_documents)], year=2010, date="2010")
    segments = paragraphs(docs)
    rows = []
    for number, row in enumerate(segments.itertuples()):
        for theme, of, score in (("work", 5, 0.9), ("faith", 7, 0.8)):
            given = number % of == 0
            rows.append(
                {"segment_id": row.segment_id, "theme_id": theme, "score": score if given else 0.01 * (number % 20), "assigned": given, "why": None}
            )
    return docs, segments, CODINGS.frame(rows)


def paragraphs(docs):
    """Cut at empty lines."""
    blocks = []
    for row in docs.itertuples():
        at = 0
        for text in row.text.split("\n\n"):
            blocks.append(whole(docs).iloc[0].to_dict() | {"document_id": row.document_id, "start": at, "end": at + len(text)})
            at += len(text) + 2
    frame = pd.DataFrame(blocks)
    return segment(docs, frame.assign(block_id=[f"{b.document_id}!{b.start:08d}-{b.end:08d}" for b in frame.itertuples()]), Segment())


def write_outputs(folder, docs, segments, codings):
    """Write the tables as a run does, and return the folder."""
    for name, table in (("documents", docs), ("segments", segments), ("codings", codings)):
        write_table(folder, name, table)
    write_json(folder / "run.json", {"parents": {}, "codebook_version": "1"})
    return folder


def write_corpus(folder):
    """Write a corpus folder with the settings and the codebook of the study, and return it."""
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text('[study]\ncodebook = "codebook.toml"\n', encoding="utf-8")
    (folder / "codebook.toml").write_text(TOML, encoding="utf-8")
    (folder / "codes").mkdir()
    return folder


def draw_of_twelve(folder):
    """Write one draw of 12 segments for anna and ben into a folder of codes; return the folder, the record and its rows with context."""
    docs, segments, codings = tables()
    wanted = Wanted(n=12, coders=("anna", "ben"))
    made = record(draw(segments, codings, wanted, {}), segments, docs, CODEBOOK, wanted)
    write_csv(folder / made["draw"].iloc[0] / "draw.csv", made)
    return folder, made, with_context(made, segments, docs)
