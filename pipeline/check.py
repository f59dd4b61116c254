"""Say what a run would use, and what is wrong with it, without computing anything."""

from __future__ import annotations

from collections import Counter

from pipeline.errors import ConfigError
from pipeline.inputs import Inputs, Request
from pipeline.keys import source_hash
from pipeline.run import plugin_modules
from pipeline.schema import tuples
from pipeline.stages import STAGES


def check(request: Request) -> str:
    """Read settings, codebook, manifest and the list of files.

    Args:
        request: the folders.

    Returns:
        A few lines: what would be used.

    Raises:
        PipelineError: as a run would.
    """
    from pipeline.ingest import list_files

    inputs = Inputs(request)
    for stage in STAGES:
        source_hash(stage.module, *plugin_modules(stage, inputs.study))
    files, notes = list_files(request.corpus)
    kinds = Counter(path.rsplit(".", 1)[-1].lower() for path in files["path"])
    lines = [
        f"Corpus: {request.corpus}: {len(files)} documents ({', '.join(f'{n} {kind}' for kind, n in sorted(kinds.items()))})",
        f"Settings: {request.study_path()}",
        f"Codebook: {inputs.study.study.codebook}, version {inputs.codebook.version}: {', '.join(inputs.codebook.theme_ids)}",
        f"Exemplars: {len(inputs.exemplars)}",
        _manifest_line(inputs, set(files["path"])),
    ]
    lines += [f"{row.severity}: {row.path}: {row.message}" for row in tuples(notes)]
    return "\n".join(lines)


def _manifest_line(inputs: Inputs, paths: set[str]) -> str:
    if inputs.manifest is None:
        return "Manifest: none; dates come from the documents and their names. Make one: make manifest"
    listed = {row.path for row in inputs.manifest.rows}
    absent, unlisted = sorted(listed - paths), sorted(paths - listed)
    if len(absent) == len(listed) and listed:
        raise ConfigError(
            f"None of the {len(listed)} paths in manifest.csv is a file of the corpus, e.g. {absent[0]}. Paths are relative to the corpus."
        )
    return f"Manifest: {len(listed)} rows; {len(absent)} without a file{_some(absent)}; {len(unlisted)} files without a row{_some(unlisted)}"


def _some(paths: list[str]) -> str:
    return f" ({', '.join(paths[:3])}{', …' if len(paths) > 3 else ''})" if paths else ""
