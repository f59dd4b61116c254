"""A study for REFI-QDA: tables as a run leaves them, human codes beside the corpus, and hands that edit a project as a program would."""

import io
import re
import uuid
import zipfile
from pathlib import Path

from coding_study import paragraphs, tables, write_corpus, write_outputs
from lxml import etree
from test_segment import documents

from pipeline.inputs import Request
from pipeline.qda.export import export
from pipeline.qda.load import load
from pipeline.store import write_json, write_table
from pipeline.tables import CODINGS, TABLES

NAMESPACE = "urn:QDA-XML:project:1.0"
SPACE = f"{{{NAMESPACE}}}"
SCHEMAS = Path(__file__).parent / "schemas"
ODD = (
    "Ŵyl Llŷn: tŷ, môr a châr – everybody came to the hall.\n\nA flag 🏴󠁧󠁢󠁷󠁬󠁳󠁿 and a family 👨‍👩‍👧 stood by the mill gate.\n\nCafe\u0301 talk\xa0of jobs,\u2028and of wages, went on.\n\n"
    "\x0cPage two tells of a chapel 𝔸 and of prayer at dawn.\n\nLast of all 🎉 the road was dug up again."
)


def study(folder, *, docs=None, human=""):
    """Write OUTPUTS and a corpus of invented papers and return the request; ``human``: rows of codes/anna.csv."""
    outputs, corpus = folder / "outputs", write_corpus(folder / "corpus")
    if docs is None:
        docs, segments, codings = tables(n_documents=4, n_segments=6)
    else:
        segments = paragraphs(docs)
        rows = [
            {"segment_id": row.segment_id, "theme_id": theme, "score": 0.9, "assigned": (n + m) % 2 == 0, "why": "a word"}
            for n, row in enumerate(segments.itertuples())
            for m, theme in enumerate(("work", "faith"))
        ]
        codings = CODINGS.frame(rows)
    write_outputs(outputs, docs, segments, codings)
    rows = [{"document_id": row.document_id, "name": "ward", "value": f"Ward {n}"} for n, row in enumerate(docs.itertuples())]
    write_table(outputs, "covariates", TABLES["covariates"].frame(rows))
    framed = segments[segments["segment_id"].isin(codings.loc[codings["assigned"], "segment_id"])]
    said = [
        {"segment_id": name, "framing": ("problem", "neither")[n % 2], "framing_score": 0.7, "dissent": n % 3 == 0, "dissent_score": 0.6}
        for n, name in enumerate(framed["segment_id"])
    ]
    write_table(outputs, "framings", TABLES["framings"].frame(said))
    write_json(outputs / "run.json", {"codebook_version": "1", "outputs": {"codings.parquet": "ab" * 32}})
    if human:
        (corpus / "codes" / "anna.csv").write_text(f"path,start,end,text,coder,codes,codebook_version,origin,memo\n{human}", encoding="utf-8")
    return Request(corpus, outputs)


def odd_study(folder):
    """Write a study of two documents with odd characters."""
    return study(folder, docs=documents(ODD, ODD.replace("Last", "First").replace("hall", "old hall")))


def exported(request, *, everything=False):
    """Return the bytes of the project."""
    return export(load(request), everything=everything).archive


def opened(content):
    """Return the root and the other files of a project."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return etree.fromstring(files.pop("project.qde")), files


def packed(root, files, *, head=b""):
    """Pack a project as a program would; ``root`` may be bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", head + (root if isinstance(root, bytes) else etree.tostring(root, xml_declaration=True, encoding="utf-8")))
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def write(folder, root, files, name="back.qdpx", *, head=b""):
    """Write a project into a folder and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(packed(root, files, head=head))
    return path


def all_of(root, name):
    return list(root.iter(f"{SPACE}{name}"))


def code_named(root, name):
    """Return the GUID of a code."""
    return next(code.get("guid") for code in all_of(root, "Code") if code.get("name") == name)


def theme_codings(root, passage):
    """Return the codings of a passage with a theme, not those with a framing."""
    themes = {code_named(root, "Work"), code_named(root, "Faith")}
    return [coding for coding in passage.findall(f"{SPACE}Coding") if coding[0].get("targetGUID") in themes]


def user_named(root, name):
    """Return the GUID of a user, made where there is none."""
    for user in all_of(root, "User"):
        if user.get("name") == name:
            return user.get("guid")
    return etree.SubElement(root.find(f"{SPACE}Users"), f"{SPACE}User", guid=str(uuid.uuid4()), name=name).get("guid")


def add(root, source, span, code, user, *, name=""):
    """Code a passage as a program does: with GUIDs of its own, in the schema's order."""
    guid, start, end = user_named(root, user), *span
    made = etree.Element(f"{SPACE}PlainTextSelection", guid=str(uuid.uuid4()), name=name, startPosition=str(start), endPosition=str(end))
    made.set("creatingUser", guid)
    coding = etree.SubElement(made, f"{SPACE}Coding", guid=str(uuid.uuid4()), creatingUser=guid)
    etree.SubElement(coding, f"{SPACE}CodeRef", targetGUID=code_named(root, code))
    places = [n for n, child in enumerate(source) if etree.QName(child).localname in {"PlainTextSelection", "Description"}]
    source.insert(max(places, default=-1) + 1, made)
    return made


def text_of(source, files):
    return files["sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()


def blank_names(root):
    for passage in all_of(root, "PlainTextSelection"):
        passage.set("name", "")


def with_new_guids(root):
    """Give everything but users another GUID, as QualCoder does at each export."""
    new = {}
    text = etree.tostring(root).decode()
    return etree.fromstring(re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?!\.txt)", lambda m: new.setdefault(m[0], str(uuid.uuid4())), text))
