"""Gather what stages may take beside tables: each with its value, made when first asked for, and its hash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cache import Cache, CachedEncoder
from pipeline.code_files import ABSENT, HumanCodes, hash_code_files, read_code_files
from pipeline.codebook import FEW_EXEMPLARS, Codebook, Exemplar, load_codebook, load_exemplars
from pipeline.config import ROOT, Study, load_study
from pipeline.decision_files import DecisionFiles, hash_decisions, read_decisions
from pipeline.encoders import ENCODERS
from pipeline.errors import ConfigError, CorpusError
from pipeline.framing_exemplars import FramingExemplar, load_framing_exemplars
from pipeline.keys import digest, file_hash, lock_hash, source_hash
from pipeline.named_words import NamedWords
from pipeline.progress import Progress
from pipeline.state import MARKER
from pipeline.tables import TABLES
from pipeline.tagged_words import TaggedWords

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.groups_spoken import SpokenGroup
    from pipeline.manifest import Manifest

GROUPS = ("place", "source_type", "publisher", "language")
NO_GROUP = frozenset({"path", "all", "problems"})  # said of every document, or of its file
SHIPPED_EXEMPLARS = ROOT / "corpus" / "exemplars.csv"
CODES = "codes"
RELATIONS = ("core", "part", "candidate", "unrelated")


@dataclass(frozen=True)
class Request:
    """What a person asked to run: the folders, and study.toml where it is named."""

    corpus: Path
    outputs: Path
    study: Path | None = None
    models: Path = field(default=ROOT / "models")
    shard: int = 32
    scheduler: str = ""  # as of engine.schedule; empty: this process
    insecure: bool = False

    def study_path(self) -> Path:
        """Return the study.toml in use: the one named, else the corpus's, else the current folder's, else the clone's."""
        candidates = [self.corpus / "study.toml", Path("study.toml"), ROOT / "study.toml"]
        return self.study or next((path for path in candidates if path.is_file()), candidates[-1])

    def check(self) -> None:
        """Refuse folders that cannot be used as they are named.

        Raises:
            CorpusError: if the corpus is missing, one folder lies in the other, or OUTPUTS holds something else.
        """
        if not self.corpus.is_dir():
            what = "is not a folder" if self.corpus.exists() else "does not exist"
            raise CorpusError(f"The corpus {self.corpus} {what}. Name a folder of documents with CORPUS=folder.")
        corpus, outputs = self.corpus.resolve(), self.outputs.resolve()
        if corpus == outputs or corpus in outputs.parents or outputs in corpus.parents:
            raise CorpusError(f"The corpus {self.corpus} and the outputs {self.outputs} must be two folders, neither inside the other.")
        if outputs.exists() and not outputs.is_dir():
            raise CorpusError(f"OUTPUTS {self.outputs} is a file. Name a folder with OUTPUTS=folder.")
        if outputs.is_dir() and any(outputs.iterdir()) and not (outputs / MARKER).is_dir():
            raise CorpusError(f"{self.outputs} holds files that themeline did not make. Name an empty or new folder with OUTPUTS=folder.")


@cache
def tesseract_version() -> str:
    """Return version and languages of the command that reads scans, empty where there is none: installed, it reads what could not be read before."""
    from pipeline.importers.tesseract import languages, version

    found = version()
    return " ".join([found, *languages()]) if found else ""


@cache
def libreoffice() -> str:
    """Return where LibreOffice is and since when, without starting it; empty where there is none: installed, it reads old Word files."""
    from pipeline.importers.doc import installed

    return installed()


class Inputs:
    """The settings, codebook, manifest and other inputs of one run: their hashes at once, their values when asked for."""

    def __init__(self, request: Request) -> None:
        """Read the settings; ``check`` reads the rest.

        Raises:
            ConfigError: if study.toml cannot be used.
            CorpusError: if the corpus is missing or in the wrong place.
        """
        request.check()
        self.request = request
        self.study: Study = load_study(request.study_path())
        self.cache = Cache(request.outputs / MARKER)
        self._takes: dict[str, Callable[[], Any]] = {
            "corpus": lambda: request.corpus,
            "codebook": lambda: self.codebook,
            "exemplars": lambda: self.exemplars,
            "groups": lambda: self.groups,
            "few_exemplars": lambda: self.few_exemplars,
            "framing_exemplars": lambda: self.framing_exemplars,
            "manifest": lambda: self.manifest,
            "encoder": lambda: self.encoder,
            "named": lambda: self.named,
            "tagged": lambda: self.tagged,
            "study": lambda: self.study,
            "track_settings": lambda: self.study.track,
            "min_similarity": lambda: self.study.discover.min_similarity,
            "language": lambda: self.study.ingest.language,
            "tesseract": tesseract_version,
            "libreoffice": libreoffice,
            "crosswalk_decisions": lambda: self.crosswalk_decisions,
            "human_codes": lambda: self.human_codes,
            "decision_files": lambda: self.decision_files,
            "sources": self.sources,
        }
        self._hashes: dict[str, Callable[[], str]] = {
            "corpus": lambda: "",
            "codebook": lambda: file_hash(self.study.study.codebook),
            "exemplars": lambda: file_hash(self.study.study.exemplars),
            "groups": lambda: file_hash(self.study.study.groups),
            "few_exemplars": lambda: str(self.few_exemplars),
            "framing_exemplars": lambda: file_hash(self.study.frame.exemplars),
            "manifest": lambda: file_hash(request.corpus / "manifest.csv"),
            "encoder": lambda: source_hash(ENCODERS.module(self.study.embed.encoder)),
            "named": lambda: "",  # what it finds depends on the lock, and on a module that each stage which takes it imports
            "tagged": lambda: "",  # likewise
            "study": lambda: digest([self.settings_text(), str(self.study.study.exemplars == SHIPPED_EXEMPLARS)]),
            "track_settings": self.study.track.model_dump_json,
            "min_similarity": self._min_similarity_hash,
            "language": lambda: self.study.ingest.language,
            "tesseract": tesseract_version,
            "libreoffice": libreoffice,
            "crosswalk_decisions": lambda: file_hash(request.corpus / "decisions" / "crosswalk.csv"),
            "human_codes": self._human_codes_hash,
            "decision_files": lambda: hash_decisions(request.corpus),
            "sources": self._sources_hash,
        }

    def check(self) -> None:
        """Read every input, so that what is wrong is said before anything is written.

        Raises:
            ConfigError: if the codebook, the exemplars, the manifest, a group or a decision cannot be used.
        """
        self._check_groups()
        for name in ("codebook", "exemplars", "framing_exemplars", "groups", "manifest", "crosswalk_decisions", "human_codes", "decision_files"):
            self.take(name)

    def close(self) -> None:
        """Close the caches."""
        self.cache.close()
        if "learning_encoder" in self.__dict__:
            self.learning_encoder.close()

    def take(self, name: str) -> Any:
        """Return the value of an input."""
        return self._takes[name]()

    def hash(self, name: str) -> str:
        """Return the hash of an input, without making its value."""
        return self._hashes[name]()

    def settings_text(self) -> str:
        """Return all settings as JSON, with file names in place of paths."""
        named = {name: Path(getattr(self.study.study, name).name) for name in ("codebook", "exemplars", "groups")}
        return self.study.model_copy(update={"study": self.study.study.model_copy(update=named)}).model_dump_json()

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook."""
        return load_codebook(self.study.study.codebook)

    @cached_property
    def exemplars(self) -> list[Exemplar]:
        """The exemplars."""
        return load_exemplars(self.study.study.exemplars, self.codebook)

    @cached_property
    def groups(self) -> Sequence[SpokenGroup]:
        """The groups of people that may be spoken of, with their words."""
        from pipeline.groups_spoken import read_groups

        return read_groups(self.study.study.groups)

    @cached_property
    def few_exemplars(self) -> bool:
        """Whether a theme has so few exemplars that the coder also learns from the study's own segments."""
        counts = Counter(code for exemplar in self.exemplars for code in exemplar.codes)
        return self.study.code_themes.coder == "head" and any(counts[theme_id] < FEW_EXEMPLARS for theme_id in self.codebook.theme_ids)

    @cached_property
    def framing_exemplars(self) -> list[FramingExemplar]:
        """The exemplars of framing and dissent."""
        return load_framing_exemplars(self.study.frame.exemplars)

    @cached_property
    def manifest(self) -> Manifest | None:
        """The corpus's manifest.csv; None where there is none."""
        from pipeline.manifest import read_manifest

        path = self.request.corpus / "manifest.csv"
        return read_manifest(path) if path.is_file() else None

    def _min_similarity_hash(self) -> str:
        """Return it as text where the coder is the topic model, and nothing where no coder asks for it."""
        return str(self.study.discover.min_similarity) if self.study.code_themes.coder == "topics" else ""

    @cached_property
    def encoder(self) -> CachedEncoder:
        """The encoder, behind the cache."""
        return self._cached_encoder(self.cache, "encoding texts")

    @cached_property
    def named(self) -> NamedWords:
        """What reads sentences for names, behind the cache."""
        return NamedWords(self.cache)

    @cached_property
    def tagged(self) -> TaggedWords:
        """What tags words, behind the cache."""
        return TaggedWords(self.cache)

    @cached_property
    def learning_encoder(self) -> CachedEncoder:
        """The encoder for what models learn from: its vectors lie beside the models, so that studies share them."""
        return self._cached_encoder(Cache(self.request.models / "vectors"), "encoding exemplars")

    def _cached_encoder(self, cache: Cache, doing: str) -> CachedEncoder:
        make: Any = ENCODERS[self.study.embed.encoder]
        return CachedEncoder(make, cache, made_by=digest([self.hash("encoder"), lock_hash()]), progress=Progress(doing))

    @cached_property
    def crosswalk_decisions(self) -> pd.DataFrame | None:
        """What people decided about topics and themes: decisions/crosswalk.csv beside the corpus; None where there is none."""
        from pipeline.people_csv import read_sheet

        path, needed = self.request.corpus / "decisions" / "crosswalk.csv", ("topic_id", "theme_id", "relation", "decided_by")
        if not path.is_file():
            return None
        decisions = read_sheet(path, "decisions/crosswalk.csv", dict.fromkeys([*TABLES["crosswalk"].names, "note"]), needed)
        decisions = decisions.where(decisions != "")
        wrong = ~decisions["relation"].isin(RELATIONS) | decisions["decided_by"].isna()
        if wrong.any():
            rows = ", ".join(str(number) for number in decisions.index[wrong][:3])
            raise ConfigError(
                f"decisions/crosswalk.csv: relation is one of {', '.join(RELATIONS)}, and decided_by says who decided; "
                f"not so in {int(wrong.sum())} rows, e.g. row {rows}."
            )
        return decisions

    @cached_property
    def decision_files(self) -> DecisionFiles:
        """What people decided on quotes, findings and recommendations."""
        return read_decisions(self.request.corpus)

    @cached_property
    def human_codes(self) -> HumanCodes | None:
        """What people coded: codes/ beside the corpus; None where there is nothing."""
        return read_code_files(self.request.corpus / CODES, self.codebook)

    def sources(self) -> pd.DataFrame | None:
        """Return the documents that share a source with one that has drawn codes, as they are now; None where nobody learns from codes."""
        settings, path = self.study.code_themes, self.request.outputs / "documents.parquet"
        if settings.coder != "head" or settings.learn_from_codes == "none" or not path.is_file():
            return None
        if hash_code_files(self.request.corpus / CODES) == ABSENT or self.human_codes is None:  # the first is quick
            return None
        import pandas as pd

        from pipeline.coders.parts import linked
        from pipeline.taught_codes import estimating

        return linked(pd.read_parquet(path, columns=["document_id", "path", "cluster_id"]), estimating(self.human_codes))

    def _sources_hash(self) -> str:
        found = self.sources()
        return "" if found is None or found.empty else digest(["\0".join(row) for row in found.itertuples(index=False, name=None)])

    def _human_codes_hash(self) -> str:
        """Return a hash of the files and, where there are any, of the codebook by which they are read."""
        found = hash_code_files(self.request.corpus / CODES)
        return found if found == ABSENT else digest([found, self.hash("codebook")])

    def _check_groups(self) -> None:
        columns = self.manifest.columns if self.manifest else ()
        further = (*columns, *(name for table in self.study.ingest.responses for name in table.covariates))
        known = {*GROUPS, *(name for name in further if name not in TABLES["documents"].names and name not in NO_GROUP)}
        for section in ("track", "compare", "track_words"):
            groups = getattr(self.study, section).groups
            if len(set(groups)) < len(groups):
                raise ConfigError(f"[{section}] groups names a column twice: {', '.join(groups)}. Name each once.")
            unknown = [name for name in groups if name not in known]
            if unknown:
                raise ConfigError(
                    f"[{section}] groups: no column {', '.join(unknown)} in the manifest or among covariates of [[ingest.responses]]. "
                    f"There are: {', '.join(sorted(known))}."
                )

    def summary(self) -> dict[str, str]:
        """Return the hashes of the input files by what they are."""
        named = ("codebook", "exemplars", "framing_exemplars", "groups", "manifest", "crosswalk_decisions", "human_codes", "decision_files")
        return {name: self.hash(name) for name in named}
