"""List the stages: what each reads, writes and depends on. Commands, make targets, keys and docs derive from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.errors import ConfigError


@dataclass(frozen=True)
class View:
    """A file that shows tables in another form: its path in OUTPUTS, the function that writes it, and the tables it reads beside its stage's."""

    path: str
    function: str
    reads: tuple[str, ...]


@dataclass(frozen=True)
class Stage:
    """One stage of the study.

    ``function`` and ``finish`` are ``"module:attribute"``. The function gets the tables in
    ``reads`` and the inputs in ``takes`` as keyword arguments, and ``settings``, its own section
    of study.toml. ``over`` says what it is mapped over: with ``files`` or ``documents`` it must
    give the same rows for any subset of them; ``finish`` is then the small reduction over all. What it is given of the
    function may be a table that is kept for it alone, and not written.
    ``plugins`` names, for a setting, the registry it chooses from; under a name that begins with * all of a registry is used.
    ``fits`` names the inputs
    (tables or takes) from which a model is fitted and kept; where ``fits_tables_if`` names an input, tables are
    among them only while it is true; with ``keeps_names`` a model fitted anew is given the one before it, as
    ``earlier``. ``views`` are files made from tables already written.
    """

    name: str
    function: str
    help: str
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    over: Literal["files", "documents", "study"] = "study"
    finish: str = ""
    finish_takes: tuple[str, ...] = ()
    plugins: Mapping[str, str] = field(default_factory=dict)
    fits: tuple[str, ...] = ()
    fits_tables_if: str = ""
    keeps_names: bool = False
    files: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    resources: str = ""  # a folder of the package with files that are no Python and shape the result

    @property
    def module(self) -> str:
        """Return the module that holds the stage."""
        return self.function.split(":")[0]


STAGES = (
    Stage(
        "ingest",
        "pipeline.ingest:ingest",
        "Read the corpus into documents and blocks.",
        writes=("documents", "blocks", "covariates"),
        takes=("corpus", "tesseract", "libreoffice"),
        over="files",
        finish="pipeline.ingest:catalogue",
        finish_takes=("manifest",),
        plugins={"*": "pipeline.importers:IMPORTERS"},
    ),
    Stage(
        "segment",
        "pipeline.segment:segment",
        "Cut documents into segments.",
        reads=("documents", "blocks"),
        writes=("segments", "cited"),
        takes=("language",),
        over="documents",
        finish="pipeline.segment:finish",
        finish_takes=("language",),
    ),
    Stage(
        "embed",
        "pipeline.embed:embed",
        "Turn segments that can be coded into sentence vectors.",
        reads=("segments",),
        writes=("vectors",),
        takes=("encoder",),
        plugins={"encoder": "pipeline.encoders:ENCODERS"},
    ),
    Stage(
        "code_themes",
        "pipeline.code_themes:code_themes",
        "Code segments to the themes of the codebook.",
        reads=("segments", "vectors"),
        writes=("codings", "document_themes"),
        takes=("model", "codebook", "encoder"),
        over="documents",
        finish="pipeline.say_taught:count_themes",
        finish_takes=("codebook", "human_codes", "sources"),
        plugins={"coder": "pipeline.coders:CODERS"},
        fits=("segments", "vectors", "codebook", "exemplars", "encoder", "min_similarity", "human_codes", "sources"),
        fits_tables_if="few_exemplars",
        views=(View("csv/codings_wide.csv", "pipeline.store:write_codings_wide", ("documents", "segments")),),
    ),
    Stage(
        "discover",
        "pipeline.discover:discover",
        "Find topics, and how they meet the themes.",
        reads=("documents", "segments", "vectors", "codings"),
        writes=("topics", "placements", "document_topics", "crosswalk", "subtopics", "subtopic_segments", "candidates"),
        takes=("model", "codebook", "crosswalk_decisions"),
        plugins={"topic_model": "pipeline.topic_models:TOPIC_MODELS"},
        fits=("segments", "vectors", "documents", "codings", "codebook", "exemplars", "encoder", "named"),
        keeps_names=True,
        files=("codebook_candidates.toml",),
    ),
    Stage(
        "track",
        "pipeline.track:track",
        "Follow themes and topics over time.",
        reads=("documents", "covariates", "segments", "codings", "document_themes", "topics", "document_topics"),
        writes=("trends", "shifts", "drawn_codes"),
        takes=("human_codes",),
    ),
    Stage(
        "track_words",
        "pipeline.track_words:track_words",
        "Follow the words within each theme over periods and places.",
        reads=("documents", "covariates", "segments", "codings", "document_themes"),
        writes=("theme_words",),
        over="documents",
        finish="pipeline.track_words:follow_words",
        finish_takes=("track_settings", "named", "tagged"),
    ),
    Stage(
        "compare",
        "pipeline.compare:compare",
        "Hold places and source types against each other.",
        reads=("documents", "covariates", "document_themes", "topics", "document_topics", "drawn_codes", "theme_words"),
        writes=("contrasts", "distances"),
        takes=("track_settings", "codebook"),
    ),
    Stage(
        "challenge",
        "pipeline.challenge:challenge",
        "Try every verdict under other choices.",
        reads=("documents", "covariates", "segments", "codings", "document_themes", "document_topics", "drawn_codes", "shifts", "contrasts"),
        writes=("robustness", "mixes"),
        takes=("codebook", "track_settings"),
    ),
    Stage(
        "decide",
        "pipeline.decide:decide",
        "Find the passages that people's decisions speak of.",
        reads=("documents", "segments"),
        writes=("decisions",),
        takes=("decision_files", "codebook"),
    ),
    Stage(
        "frame",
        "pipeline.frame:frame",
        "Say of each coded segment what it says of its subject.",
        reads=("segments", "vectors", "codings"),
        writes=("framings",),
        takes=("model", "encoder"),
        over="documents",
        plugins={"coder": "pipeline.framing_coders:FRAMERS"},
        fits=("framing_exemplars", "encoder"),
    ),
    Stage(
        "quote",
        "pipeline.quote:quote",
        "Choose quotes that speak for each theme, and some that dissent.",
        reads=("documents", "segments", "vectors", "codings", "framings", "decisions"),
        writes=("quotes", "pairs"),
        takes=("codebook",),
        finish="pipeline.pinned:stand",
    ),
    Stage(
        "ledger",
        "pipeline.ledger:ledger",
        "List what documents propose, and the figures they give.",
        reads=("documents", "blocks", "segments", "vectors", "codings", "framings", "decisions"),
        writes=("recommendations", "indicators"),
        over="documents",
        finish="pipeline.ledger:join",
        finish_takes=("encoder",),
    ),
    Stage(
        "report",
        "pipeline.report:report",
        "Write the report and its figures.",
        reads=(
            "documents",
            "blocks",
            "segments",
            "codings",
            "document_themes",
            "topics",
            "document_topics",
            "crosswalk",
            "subtopics",
            "candidates",
            "trends",
            "shifts",
            "contrasts",
            "distances",
            "theme_words",
            "robustness",
            "mixes",
            "framings",
            "quotes",
            "pairs",
            "decisions",
            "recommendations",
            "indicators",
            "cited",
            "drawn_codes",
            "problems",
        ),
        writes=("appraisals", "score_bins", "grid"),
        takes=("codebook", "study", "fitted_documents", "exemplars", "human_codes", "groups"),
        plugins={"* figures": "pipeline.figures:FIGURES", "* exports": "pipeline.exporters:EXPORTERS"},
        files=("report.html", "briefing.docx", "evidence.xlsx", "figures"),
        views=(
            View("csv/datapackage.json", "pipeline.datapackage:write_datapackage", ("covariates", "placements", "subtopic_segments", "decisions")),
        ),
        resources="templates",
    ),
)


def stage_named(name: str) -> Stage:
    """Return the stage of this name.

    Raises:
        ConfigError: if there is none.
    """
    for stage in STAGES:
        if stage.name == name:
            return stage
    raise ConfigError(f"No stage {name!r}. There are: {', '.join(stage.name for stage in STAGES)}.")


def writer_of(table: str) -> Stage:
    """Return the stage that writes a table."""
    return next(stage for stage in STAGES if table in stage.writes)
