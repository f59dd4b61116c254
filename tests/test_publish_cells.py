"""Names in cells that people fill in are found, decided on and taken out as those in documents. All people and places are invented."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import planted_names as planted
import pytest

from pipeline.errors import PipelineError
from pipeline.inputs import Request
from pipeline.publish import publish
from pipeline.run import run

pytestmark = pytest.mark.slow
IN_CELLS = ("Zadie Ashgrove", "Odette Farnholm", "Quenby Larkspire", "Ottoline Wrexcombe", "Isolde Tarnbrook")
DECIDER = "Peregrine Dunmallow"
LEDGER = f"""path,text,status,action,lead,who
minutes.txt,The commission recommends that the council should hold a jobs fair at the mill by 2012.,ongoing,Ask Mrs Odette Farnholm for a hall,\
Quenby Larkspire,{DECIDER}
"""
ANSWERS = "id,Answer\nr1,The mill closed and ten jobs went with it that year.\nr2,The church held a prayer and it was good.\n"
DESCRIBED = '\n[[ingest.responses]]\nfile = "isolde-tarnbrook.csv"\ntext = ["Answer"]\nid = "id"\n'
ADDED = ",person,redact,Jobs Fair"  # as somebody may add a name that nothing finds


@pytest.fixture(scope="module")
def request_(tmp_path_factory: pytest.TempPathFactory) -> Request:
    folder = tmp_path_factory.mktemp("cells")
    corpus = planted.write_planted(folder)
    manifest = (corpus / "manifest.csv").read_text(encoding="utf-8")
    manifest = manifest.replace("closed.txt,Closed,2009,Alder,", "closed.txt,Closed,2009,Home of Zadie Ashgrove,")
    (corpus / "manifest.csv").write_text(f"{manifest}\nisolde-tarnbrook.csv,Survey,2009,,response,yes,none,\n", encoding="utf-8")
    (corpus / "isolde-tarnbrook.csv").write_text(ANSWERS, encoding="utf-8")
    exemplars = (corpus / "exemplars.csv").read_text(encoding="utf-8")
    said = "Mrs Ottoline Wrexcombe told us that the mill closed and jobs went"
    (corpus / "exemplars.csv").write_text(exemplars.replace("The mill closed and jobs went", said), encoding="utf-8")
    settings = (corpus / "study.toml").read_text(encoding="utf-8")
    (corpus / "study.toml").write_text(settings.replace("coder = 'seeds'", "coder = 'head'") + DESCRIBED, encoding="utf-8")
    (corpus / "decisions").mkdir()
    (corpus / "decisions" / "ledger.csv").write_text(LEDGER, encoding="utf-8")
    request = Request(corpus, folder / "out", models=folder / "models")
    run(request)
    return request


@pytest.fixture(scope="module")
def names(request_: Request) -> pd.DataFrame:
    """Publish it unreviewed, decide as proposed but for Quenby Larkspire, who stays, add a name, and publish it again."""
    private = request_.outputs.parent / "private"
    with pytest.raises(PipelineError, match="not decided on"):
        publish(request_, private)
    for name in ("names.csv", "review.csv"):
        rows = pd.read_csv(private / name, dtype="str", keep_default_na=False)
        decided = rows["proposed"].mask(rows["found"] == "Quenby Larkspire", "keep")
        columns = ["review_id", "kind", "decision", "found", "path"]
        table = rows.assign(decision=decided)[columns].to_csv(index=False)
        (request_.corpus / "decisions" / name).write_text(table + (f"{ADDED},\n" if name == "names.csv" else ""), encoding="utf-8")
    publish(request_, private)
    return pd.read_csv(private / "names.csv", dtype="str", keep_default_na=False)


def texts_of(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", IN_CELLS)
def test_a_name_that_stands_in_a_cell_alone_is_to_be_decided_on(names: pd.DataFrame, name: str) -> None:
    own = names[names["found"] == name]
    assert len(own) == 1
    assert int(own["n_published"].item()) > 0


def test_what_is_decided_on_names_in_cells_is_done(names: pd.DataFrame, request_: Request) -> None:
    texts = texts_of(request_.outputs / "published")
    words = [word for name in IN_CELLS if name != "Quenby Larkspire" for word in name.casefold().split()]
    assert not [(file, word) for file, text in texts.items() for word in words if word in text.casefold()]
    assert "Quenby Larkspire" in texts["recommendations.csv"]
    quotes = pd.read_csv(request_.outputs / "published" / "csv" / "quotes.csv")
    assert quotes["citation"].str.contains(r"Response \d of \[Resident [A-Z]+\]").any()


def test_who_decided_is_in_no_published_file(names: pd.DataFrame, request_: Request) -> None:
    texts = texts_of(request_.outputs / "published")
    assert not [file for file, text in texts.items() if any(word in text for word in DECIDER.split())]
    assert "decided by a person" in texts["report.html"]


def test_a_name_that_somebody_added_is_in_no_published_file(names: pd.DataFrame, request_: Request) -> None:
    assert int(names.loc[names["found"] == "Jobs Fair", "n_published"].item()) > 0
    assert not [file for file, text in texts_of(request_.outputs / "published").items() if "jobs fair" in text.casefold()]


def test_a_publishing_that_was_cut_short_leaves_nothing_even_where_the_next_is_refused(names: pd.DataFrame, request_: Request) -> None:
    published, old = request_.outputs / "published", request_.outputs / ".published.old"
    published.replace(old)
    (request_.corpus / "decisions" / "names.csv").write_text("review_id,kind,decision\n", encoding="utf-8")
    with pytest.raises(PipelineError, match="not decided on"):
        publish(request_, request_.outputs.parent / "private")
    assert (published / "report.html").is_file()
    assert not old.exists()
