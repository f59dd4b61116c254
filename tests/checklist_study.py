"""Build a small study whose answers are known, on which the checklist of an evidence report is held. All places, people and texts are invented."""

from __future__ import annotations

from pathlib import Path

from small_study import FRAME, write_study

from pipeline import keys, run
from pipeline.inputs import Request

RECEIVED = 17  # files that the study begins with: twelve papers, the four of the manifest below, and one that is broken
DISSENT = "Several residents disagreed that the mill closed for want of jobs, and some doubted that any wage was owed to those who had left the mill."
COMMITMENT = "The council will hold a jobs fair at the mill by June 2016 for those who lost a job or a wage when the mill closed."
FIGURE = "A trader said that 40 of the 90 jobs at the mill had gone; others disputed the number of jobs that the mill had lost."
LATER = "The council has held a jobs fair at the mill for those who lost a job or a wage when the mill closed."
MANIFEST = {  # path: title, date, place, source_type, publisher, url, licence, reference, quotable, attribution, cluster_id
    "plan.txt": "A plan for the mill,2013-04-02,Alder,strategy,Alder Council,https://example.org/plan,OGL,AC/13,yes,named,plan",
    "sent-again.txt": "A plan for the mill sent again,2013-05-02,Birch,strategy,Birch Council,,,,yes,,copy",
    "review.txt": "A review of the mill,2017-03-01,Alder,strategy,Alder Council,,,,yes,,review",
    "secret.txt": "A paper in confidence,2014,Birch,minutes,,,,,no,none,secret",
}
WITHHELD = "The mill owed a wage to Quentin Falseworth of Nowhere Row, who lost his job at the mill and has told nobody."


def build(folder: Path) -> Path:
    """Write the study, run it, and return its folder: corpus, outputs and models."""
    corpus = write_study(folder)
    plan = f"A plan for the mill\n\n{COMMITMENT}\n\n{DISSENT}\n\n{FIGURE}"
    texts = {
        "plan.txt": plan,
        "sent-again.txt": plan,
        "review.txt": f"A review of the mill\n\n{LATER}",
        "secret.txt": f"A paper in confidence\n\n{WITHHELD}",
    }
    for name, text in texts.items():
        (corpus / name).write_text(text + "\n", encoding="utf-8")
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 this is no page")
    columns = "path,title,date,place,source_type,publisher,url,licence,reference,quotable,attribution,cluster_id"
    papers = (corpus / "manifest.csv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [f"{p},{t},{date},{place},{kind},The {place} Paper,,,,yes,,{c}" for p, t, date, place, kind, c in (row.split(",") for row in papers)]
    (corpus / "manifest.csv").write_text("\n".join([columns, *rows, *(f"{name},{row}" for name, row in MANIFEST.items())]), encoding="utf-8")
    settings = (corpus / "study.toml").read_text(encoding="utf-8").replace(FRAME, "")  # all exemplars of framing, so that dissent is sure
    (corpus / "study.toml").write_text(settings + '[report]\ndate = "2018-01-31"\nauthors = "A. Nonymous, Alder Secretariat"\n', encoding="utf-8")
    keys.file_hash.cache_clear()
    run.run(Request(corpus, folder / "outputs", models=folder / "models"))
    return folder
