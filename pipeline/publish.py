"""Write what may be published, once a person has looked at everything that was found."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.bodies_found import bodies_in
from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.findings import DECISIONS, NAMES, Finding, Findings, gather
from pipeline.groups_spoken import counted_groups
from pipeline.inputs import Inputs, Request
from pipeline.name_propagation import fold, parts_of
from pipeline.people import give_pseudonyms, letters
from pipeline.published_files import published_files
from pipeline.published_tables import CITING, Published, Selection
from pipeline.redact import Gone, Redactor
from pipeline.review_file import read_decisions, read_key, undecided, write_key, write_review
from pipeline.scan import RUN, Hit, scan
from pipeline.schema import tuples
from pipeline.sought import Searched, withheld_runs
from pipeline.stages import stage_named
from pipeline.standing import Standing
from pipeline.store import read_table
from pipeline.wording import count

FOLDER = "published"
MOST_SHOWN = 3
Shown = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True)
class Decided:
    """What was found, what people decided on it, and the pseudonyms by the key of the person."""

    findings: Findings
    decisions: Mapping[str, str]
    pseudonyms: Mapping[str, str]

    def on(self, row: Finding) -> str:
        """Return what is decided on a row; what would not be published and nobody decided on goes as it is proposed."""
        return self.decisions.get(row.review_id, DECISIONS[row.kind][0])


def publish(request: Request, private: Path) -> str:
    """Write OUTPUTS/published from what may be quoted, after review, and search it for what should be gone.

    Args:
        request: corpus, outputs and study.
        private: folder for the review and the list of who is behind a pseudonym; made with mode 0700.

    Returns:
        What was written, in a sentence or two.

    Raises:
        TableError: if OUTPUTS is not current.
        ConfigError: if the private folder lies in OUTPUTS or in the corpus, or a decision cannot be used.
        PipelineError: if something is not decided yet, or a file still holds what should be gone; nothing is published then.
    """
    open_private(private, request)
    inputs = Inputs(request)
    try:
        return _publish(inputs, private)
    finally:
        inputs.close()


def open_private(private: Path, request: Request) -> None:
    """Make the private folder, for its owner alone and ignored by git.

    Raises:
        ConfigError: if it lies where things are published or read, or they lie in it.
    """
    own = private.resolve()
    for name, folder in (("OUTPUTS", request.outputs.resolve()), ("the corpus", request.corpus.resolve())):
        if own == folder or folder in own.parents or own in folder.parents:
            raise ConfigError(
                f"The private folder {private} and {name} must be two folders, neither inside the other. Name another with PRIVATE=folder."
            )
    if private.is_symlink() or (private.exists() and not private.is_dir()):
        raise ConfigError(f"The private folder {private} is a link or a file. Name another with PRIVATE=folder.")
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    private.chmod(0o700)
    (private / ".gitignore").write_text("*\n", encoding="utf-8")


def _publish(inputs: Inputs, private: Path) -> str:
    outputs = inputs.request.outputs
    standing = Standing(inputs)
    stale = standing.stale_stages()
    if stale:
        names = ", ".join(stage.name for stage in stale[:MOST_SHOWN])
        raise TableError(f"{outputs} is not current ({names}): nothing is published. Run the study first: make run, or themeline run.")
    tables = {name: read_table(outputs, name) for name in _names_of_tables()}
    decided = _review(inputs, tables, private)
    selection = _selection(tables, decided)
    gone = _gone(decided)
    published = Published(tables, selection, Redactor(gone))
    stage = stage_named("report")
    takes = {name: inputs.take(name) for name in stage.takes if name not in {"study", "fitted_documents", "human_codes"}}
    takes["groups"] = counted_groups(tables["segments"], tables["codings"], takes["groups"])
    n_exempt = sum(map(len, decided.findings.exempt.values()))
    files = published_files(published, inputs.study, {**takes, "fitted_documents": standing.fitted_documents()}, n_exempt)
    searched = Searched(gone, decided.findings.rows, _kinds(decided), published)
    hits = [*searched.hits(), *scan(files, searched.everywhere(withheld_runs(tables, published, selection.segments)))]
    if hits:
        raise PipelineError(_say_hits(hits))
    _write(outputs / FOLDER, files)
    n_quotes, n_documents = len(published.table("quotes")), len(selection.documents)
    aside = f" Set aside, dealt with in private: {count(n_exempt, 'item')}." if n_exempt else ""
    held = f"{len(files)} files with {n_quotes} quotes of {n_documents} documents"
    return f"Published: {outputs / FOLDER}: {held}; nothing that should be gone is in them.{aside}"


def _names_of_tables() -> list[str]:
    return sorted({*stage_named("report").reads, *CITING, "documents", "blocks", "segments", "covariates", "document_themes", "problems"})


def _review(inputs: Inputs, tables: Mapping[str, pd.DataFrame], private: Path) -> Decided:
    """Gather what was found, write it for review, and return what was decided.

    Raises:
        PipelineError: if something that would be published is not decided.
    """
    shown = shown_spans(tables)
    written = tables["decisions"].loc[tables["decisions"]["decision"] == "finding", "text"]
    findings = gather(tables["documents"], tables["blocks"], shown, _bodies(tables, shown), tuple(written))
    decisions = read_decisions(inputs.request.corpus / "decisions")
    pseudonyms = give_pseudonyms([person for person in findings.people if not person.official], read_key(private))
    decided = Decided(findings, decisions, pseudonyms)
    in_place = {row.review_id: _in_place(row, pseudonyms) for row in findings.rows}
    files = write_review(private, findings.rows, decisions, in_place)
    write_key(private, pseudonyms, {person.key: person.name for person in findings.people})
    open_ = undecided(findings.rows, decisions)
    if open_:
        raise PipelineError(_say_undecided(open_, files, inputs.request.corpus / "decisions"))
    return decided


def shown_spans(tables: Mapping[str, pd.DataFrame]) -> Shown:
    """Return by document what would be published of its text: quotes, recommendations and figures of documents whose ``quotable`` is yes."""
    documents = tables["documents"]
    allowed = set(documents.loc[documents["quotable"] == "yes", "document_id"])
    found: Shown = {}
    for name in CITING:
        for row in tuples(tables[name][["document_id", "start", "end"]]):
            if row.document_id in allowed:
                found.setdefault(row.document_id, []).append((int(row.start), int(row.end)))
    return {document_id: sorted(set(spans)) for document_id, spans in found.items()}


def _bodies(tables: Mapping[str, pd.DataFrame], shown: Shown) -> dict[str, list[str]]:
    documents, blocks = tables["documents"], tables["blocks"]
    found = {}
    for row in tuples(documents[(documents["attribution"] == "none") & documents["document_id"].isin(list(shown))]):
        own = [value for value in (row.publisher, row.place) if isinstance(value, str)]
        found[row.document_id] = bodies_in(row.text, list(tuples(blocks[blocks["document_id"] == row.document_id])), shown[row.document_id], own)
    return found


def _in_place(row: Finding, pseudonyms: Mapping[str, str]) -> str:
    if row.kind in {"person", "official"}:
        return next((name for key, name in pseudonyms.items() if key == _key_of(row)), "[Official]")
    return "" if row.kind in {"third party", "blame", "exempt item", "promise"} else f"[{row.kind}]"


def _key_of(row: Finding) -> str:
    return fold(" ".join(parts_of(row.found))) or fold(row.found)


def _say_undecided(open_: Sequence[Finding], files: Sequence[Path], folder: Path) -> str:
    first = "\n".join(f"  {row.review_id}: {row.kind}, first in {row.path}" for row in open_[:MOST_SHOWN])
    named = " and ".join(str(path) for path in files)
    return (
        f"{len(open_):,} of what would be published {'is' if len(open_) == 1 else 'are'} not decided on; nothing is published.\n{first}\n"
        f"Fill in the column decision of {named} (may_be says with what), copy both to {folder}, and publish again."
    )


def _selection(tables: Mapping[str, pd.DataFrame], decided: Decided) -> Selection:
    shown = shown_spans(tables)
    withheld = {span for row in decided.findings.rows if decided.on(row) == "withhold" for span in row.spans}
    gone: Shown = {}
    for document_id, start, end in withheld:
        gone.setdefault(document_id, []).append((start, end))
    kept = {name: [span for span in spans if not _meets(span, gone.get(name, ()))] for name, spans in shown.items()}
    kept = {name: spans for name, spans in kept.items() if spans}
    documents = tables["documents"]
    named = documents.loc[(documents["quotable"] == "yes") & (documents["attribution"] == "named"), "document_id"]
    quotes = tables["quotes"]
    held = [any(a <= row.start and row.end <= b for a, b in kept.get(row.document_id, ())) for row in tuples(quotes)]
    allowed = frozenset(documents.loc[documents["quotable"] == "yes", "document_id"])
    return Selection(allowed, frozenset(quotes.loc[held, "segment_id"]), kept, frozenset(named))


def _meets(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _gone(decided: Decided) -> Gone:
    on = {_key_of(row): decided.on(row) for row in decided.findings.rows if row.kind in {"person", "official"}}
    people = [person for person in decided.findings.people if on.get(person.key) != "keep"]
    kept = [person for person in decided.findings.people if on.get(person.key) == "keep"]
    bodies: dict[str, list[str]] = {}
    for row in decided.findings.rows:
        if row.kind == "organisation" and decided.on(row) != "keep":
            bodies.setdefault(row.document_id, []).append(row.found)
    numbers = [row for row in decided.findings.rows if row.kind not in NAMES and decided.on(row) == "keep"]
    return Gone(
        [(person, decided.pseudonyms.get(person.key, "[Official]")) for person in people],
        kept,
        {name: {body: f"[Organisation {letters(n)}]" for n, body in enumerate(sorted(own))} for name, own in bodies.items()},
        frozenset((row.document_id, fold(row.found)) for row in numbers),
    )


def _kinds(decided: Decided) -> dict[str, str]:
    """Say by the key of a person what a hit is called: never the name."""
    return {_key_of(row): f"name ({row.review_id})" for row in decided.findings.rows if row.kind in {"person", "official"}}


def _say_hits(hits: Sequence[Hit]) -> str:
    shown = "\n".join(f"  {hit.file}: {hit.kind}" for hit in hits[:20])
    more = f"\n  and {len(hits) - 20:,} more" if len(hits) > 20 else ""
    return (
        f"What should be gone is still in {len({hit.file for hit in hits}):,} files; nothing is published.\n{shown}{more}\n"
        "A number in brackets is the row of the review: decide `keep` there if it is no person's name, or mend what holds it: a title, the codebook. "
        f"Withheld text is any run of {RUN} words of what is not quoted."
    )


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the folder whole: beside it first, then by changing its name; what was published before goes."""
    unfinished, old = folder.with_name(f".{folder.name}.unfinished"), folder.with_name(f".{folder.name}.old")
    for leftover in (unfinished, old):
        if leftover.exists():
            shutil.rmtree(leftover)
    for name, content in files.items():
        path = unfinished / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if folder.exists():
        folder.replace(old)
    unfinished.replace(folder)
    if old.exists():
        shutil.rmtree(old)
