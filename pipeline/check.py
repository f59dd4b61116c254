"""Say what a run would use, and what it would complain of, without reading a document or writing anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pipeline import dates
from pipeline.codebook import ASSUMED_SHARE, FEW_EXEMPLARS, FEWEST_PLAIN, FEWEST_POSITIVES, Codebook, Exemplar
from pipeline.config import ROOT
from pipeline.inputs import SHIPPED_EXEMPLARS, Inputs, Request
from pipeline.keys import source_hash
from pipeline.manifest import plain_path
from pipeline.rows import problem
from pipeline.schema import tuples
from pipeline.stages import STAGES
from pipeline.standing import plugin_modules

SHOWN = 3  # examples of each kind of problem
SEVERITIES = ("error", "warning", "note")
WHAT = {
    "empty": "of 0 bytes",
    "missing-file": "named in the manifest, but not in the corpus",
    "not-read": "named in the manifest, but not read as documents",
    "bad-date": "with a date in the manifest that is none",
    "not-in-manifest": "without a row in the manifest",
    "unsupported-type": "of a type that is not read",
    "about-the-study": "taken to describe the study",
}


@dataclass(frozen=True)
class Checked:
    """What a check has to say, and how many files or rows a run could not use as they are."""

    text: str
    errors: int


def check(request: Request) -> Checked:
    """Read settings, codebook, exemplars and manifest, and list the files of the corpus; open no document and write nothing.

    Args:
        request: the folders.

    Returns:
        What would be used, a line each; then each kind of problem that can be known from names, sizes and the manifest,
        with how many files have it, up to three of them, and what to do; and how many problems are errors. Whether a file can be
        read only a run can tell.

    Raises:
        PipelineError: where a run would stop at once, e.g. at a manifest that repeats a path. Rows of a manifest that name
            no file, were it all of them, stop neither.
    """
    inputs = Inputs(request)
    try:
        inputs.check()
        problems = _problems(inputs)
        return Checked("\n".join([*_used(inputs), *_summed(problems)]), sum(row["severity"] == "error" for row in problems))
    finally:
        inputs.cache.close()


def _used(inputs: Inputs) -> Iterator[str]:
    from pipeline.ingest import list_files

    request = inputs.request
    for stage in STAGES:
        source_hash(stage.module, *plugin_modules(stage, inputs.study))
    files, _ = list_files(request.corpus)
    kinds = Counter(files["suffix"])
    yield f"Corpus: {request.corpus}: {_counted(len(files), 'document')} ({', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))})"
    yield f"Settings: {request.study_path()}"
    yield f"Codebook: {inputs.study.study.codebook}, version {inputs.codebook.version}: {', '.join(inputs.codebook.theme_ids)}"
    yield f"Exemplars: {len(inputs.exemplars)}"
    yield from _by_definition(inputs.codebook, inputs.exemplars)
    yield from _by_shipped(inputs)
    if inputs.manifest is None:
        yield "Manifest: none; dates come from the documents and their names. Make one: make manifest"
    else:
        yield f"Manifest: {_counted(len(inputs.manifest.rows), 'row')}"


def _by_definition(codebook: Codebook, exemplars: Collection[Exemplar]) -> Iterator[str]:
    """Name the themes that have too few exemplars to learn from alone, and those of them whose size is therefore assumed."""
    counts = Counter(code for exemplar in exemplars for code in exemplar.codes)
    few, plain = [theme for theme in codebook.theme if counts[theme.id] < FEWEST_POSITIVES], sum(not exemplar.codes for exemplar in exemplars)
    some = [theme for theme in codebook.theme if FEWEST_POSITIVES <= counts[theme.id] < FEW_EXEMPLARS]
    if some:
        listed = ", ".join(f"{theme.id} ({_counted(counts[theme.id], 'exemplar')})" for theme in some)
        yield f"By definition and exemplars: {listed}. With {FEWEST_POSITIVES} to {FEW_EXEMPLARS - 1} the exemplars decide how common a theme is."
    if few:
        shares = (theme.expected_share or (ASSUMED_SHARE if plain < FEWEST_PLAIN else None) for theme in few)
        sizes = ("size estimated" if share is None else f"{100 * share:g}% of segments" for share in shares)
        listed = ", ".join(f"{theme.id} ({_counted(counts[theme.id], 'exemplar')}; {size})" for theme, size in zip(few, sizes, strict=True))
        yield (
            f"By definition alone: {listed}. With fewer than {FEWEST_POSITIVES} exemplars the size of a theme rests on its expected_share in the "
            f"codebook; without one, on a rough estimate from how like its definition the documents are, or on {ASSUMED_SHARE:.0%} where fewer "
            f"than {FEWEST_PLAIN} exemplars are without a code ({plain} here): an assumption, not a finding."
        )


def _by_shipped(inputs: Inputs) -> Iterator[str]:
    """Name the themes of a study's own codebook that the clone's exemplars teach, since they bear the id of one of the clone's."""
    study = inputs.study.study
    if study.exemplars != SHIPPED_EXEMPLARS or study.codebook == ROOT / "corpus" / "codebook.toml":
        return
    counts = Counter(code for exemplar in inputs.exemplars for code in exemplar.codes)
    if counts:
        yield (
            f"Taught by the clone's exemplars: {', '.join(sorted(counts))}, for a theme of the clone has the same id. "
            "If yours means something else, give it another id, or name exemplars of your own in [study] exemplars."
        )


def _problems(inputs: Inputs) -> list[dict[str, str]]:
    from pipeline.ingest import list_files

    files, passed_over = list_files(inputs.request.corpus)
    paths = list(files["path"])
    passed = [problem(row.path, row.code, row.message, row.remedy, row.severity) for row in tuples(passed_over)]
    return [*passed, *_empty(inputs, paths), *_about_manifest(inputs, paths, {plain_path(row["path"]) for row in passed})]


def _empty(inputs: Inputs, paths: Iterable[str]) -> Iterator[dict[str, str]]:
    for path in paths:
        if (inputs.request.corpus / path).stat().st_size == 0:
            yield problem(path, "empty", f"{path} holds no text", "Replace it with the full document, or remove it.", "error")


def _about_manifest(inputs: Inputs, paths: Iterable[str], passed_over: Container[str]) -> Iterator[dict[str, str]]:
    if inputs.manifest is None:
        return
    rows = {row.path: row for row in inputs.manifest.rows}
    known = {plain_path(path): path for path in paths}
    for path, row in rows.items():
        if path not in known and path in passed_over:
            yield problem(path, "not-read", f"{path} is not read", "See why below; convert it, give it another name, or delete the row.", "error")
        elif path not in known:
            yield problem(path, "missing-file", f"{path} is not there", "Correct the path, put the file there, or delete the row.", "error")
        if row.date and dates.parse(row.date) is None:
            yield problem(path, "bad-date", f"{path} has no such date", "Write YYYY, YYYY-MM, YYYY-MM-DD or a range such as 2015/2016.", "error")
    for plain, path in known.items():
        if plain not in rows:
            yield problem(path, "not-in-manifest", f"{path} has no row", "Add a row, or take the file out of the corpus.", "warning")


def _summed(problems: Iterable[dict[str, str]]) -> Iterator[str]:
    """Give one line for each kind of problem, errors first."""
    ordered = sorted(problems, key=lambda row: (SEVERITIES.index(row["severity"]), row["code"], row["path"]))
    for (severity, code), rows in groupby(ordered, lambda row: (row["severity"], row["code"])):
        listed = list(rows)
        paths = [row["path"] for row in listed]
        shown = ", ".join(paths[:SHOWN]) + (", …" if len(paths) > SHOWN else "")
        yield f"{severity}: {_counted(len(paths), 'file')} {WHAT.get(code, f'({code})')}: {shown}. {listed[0]['remedy']}"


def _counted(n: int, noun: str) -> str:
    """Write a number with its noun.

    >>> _counted(1, "file"), _counted(2, "file")
    ('1 file', '2 files')
    """
    return f"{n} {noun}{'' if n == 1 else 's'}"
