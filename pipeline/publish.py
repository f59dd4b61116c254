"""Write what may be published, once a person has looked at everything that was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from pipeline.config import Study
from pipeline.errors import ConfigError, PipelineError, TableError
from pipeline.groups_spoken import counted_groups
from pipeline.inputs import Inputs, Request
from pipeline.published_exemplars import cited_exemplars
from pipeline.published_files import published_files
from pipeline.published_folder import mend_folder, write_folder
from pipeline.published_ids import in_words
from pipeline.published_tables import CITING, Published
from pipeline.redact import Redactor
from pipeline.refused import forget_refused, say_refused, write_refused
from pipeline.responses_numbered import Responses, number_responses, read_responses, write_responses
from pipeline.review import MOST_SHOWN, kinds_of, review
from pipeline.scan import scan
from pipeline.select_published import gone_by, select
from pipeline.sought import Searched, withheld_runs
from pipeline.stages import stage_named
from pipeline.standing import Standing
from pipeline.store import read_table
from pipeline.wording import count

FOLDER = "published"


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
        PipelineError: if something is not decided yet, or a file still holds what should be gone; nothing is published then, and the private
            folder lists each place of it.
    """
    open_private(private, request)
    mend_folder(request.outputs / FOLDER)
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
    decided = review(inputs, tables, private)
    selection = select(tables, decided)
    gone = gone_by(decided)
    redactor = Redactor(gone)
    responses = Responses(tables["documents"], number_responses(tables["documents"], read_responses(private)), partial(_of_file, redactor))
    write_responses(private, responses)
    published = Published(tables, selection, redactor, responses)
    stage = stage_named("report")
    takes = {name: inputs.take(name) for name in stage.takes if name not in {"study", "fitted_documents", "human_codes"}}
    takes["groups"] = counted_groups(tables["segments"], tables["codings"], takes["groups"])
    takes["exemplars"] = cited_exemplars(takes["exemplars"], tables["codings"], selection.segments, redactor)
    n_exempt = sum(map(len, decided.findings.exempt.values()))
    files = published_files(published, _settings(inputs.study, redactor), {**takes, "fitted_documents": standing.fitted_documents()}, n_exempt)
    searched = Searched(gone, decided.findings.rows, kinds_of(decided), published)
    sought = searched.everywhere(withheld_runs(tables, published, selection.segments))
    hits = [*searched.hits(), *scan(files, replace(sought, strings={**sought.strings, **responses.sought()}))]
    if hits:
        raise PipelineError(say_refused(hits, write_refused(private, hits, decided, tables["documents"])))
    forget_refused(private)
    write_folder(outputs / FOLDER, files)
    n_orphans = sum(row.is_orphan for row in decided.findings.rows)
    n_quotes, n_documents = len(published.table("quotes")), len(selection.documents)  # quotes may be from fewer
    aside = f" Set aside, dealt with in private: {count(n_exempt, 'item')}." if n_exempt else ""
    aside += f" {count(n_orphans, 'decision')} on words that are nowhere any more: see the notes in {private}." if n_orphans else ""
    held = f"{len(files)} files with {n_quotes} quotes; {count(n_documents, 'document')} may be quoted"
    return f"Published: {outputs / FOLDER}: {held}; nothing that should be gone is in them.{aside}"


def _of_file(redact: Callable[[str], str], name: str) -> str:
    """Return the name of a file as it is published: as it is, or, where a name of a person stands in it, in words without that."""
    return name if redact(in_words(name)) == in_words(name) else redact(in_words(name))


def _settings(study: Study, redact: Callable[[str], str]) -> Study:
    """Return the settings that the page tells: files of responses by the name under which these are cited."""
    answers = study.ingest.responses
    named = [f"{_of_file(redact, Path(one.file).stem)}{Path(one.file).suffix}" for one in answers]
    made = tuple(one.model_copy(update={"file": name}) for one, name in zip(answers, named, strict=True))
    return study.model_copy(update={"ingest": study.ingest.model_copy(update={"responses": made})})


def _names_of_tables() -> list[str]:
    return sorted({*stage_named("report").reads, *CITING, "documents", "blocks", "segments", "covariates", "document_themes", "problems"})
