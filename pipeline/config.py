"""Read study.toml: one table per stage, unknown keys are errors, every setting with its meaning."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipeline.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent


class Section(BaseModel):
    """One table of study.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StudySection(Section):
    """What the study is, and from which codebook."""

    title: str = Field("", description="title of the report; empty: a general one, with the places where they are few")
    codebook: Path = Field(Path("corpus/codebook.toml"), description="the themes; relative to study.toml, default: the clone's")
    exemplars: Path = Field(Path("corpus/exemplars.csv"), description="labelled paragraphs; relative to study.toml, default: the clone's")
    groups: Path = Field(
        Path("corpus/groups.csv"),
        description="groups of people that may be spoken of, with their words; relative to study.toml, default: the clone's",
    )


class Responses(Section):
    """A table of responses (CSV or XLSX), one document a row: which file, and what its columns are."""

    file: str = Field(min_length=1, description="name of the file, or the end of its path; * stands for any characters")
    text: tuple[str, ...] = Field(
        min_length=1, description="columns with what people wrote; with several, each answer stands under its column's name"
    )
    sheet: str = Field("", description="name of the sheet; empty: the first that is not hidden")
    header_row: int = Field(1, ge=1, description="row that names the columns, counted from 1; rows above it are not read")
    first_row: int = Field(0, ge=0, description="first row of responses; 0: the one after header_row")
    id: str = Field("", description="column that names the respondent; rows of one respondent are one source")
    date: str = Field("", description="column with the date of the response")
    place: str = Field("", description="column with the place it speaks for")
    source_type: str = Field("", description="column with the type of respondent or source")
    covariates: tuple[str, ...] = Field((), description="further columns by which shares may be given")
    one_source: bool = Field(True, description="true: all rows are one source, as one person's notes are; false: each respondent is one")


class Ingest(Section):
    """How documents are read."""

    max_megabytes: int = Field(100, ge=1, description="larger files are refused, as a row in problems")
    max_seconds: int = Field(120, ge=1, description="time allowed for one document; of a scan, for each page")
    max_memory_megabytes: int = Field(650, ge=300, description="memory allowed to the process that reads documents")
    language: str = Field(
        "en", pattern="^[a-z]{2}$", description="language of the study (ISO 639-1); what is in another is kept, listed and not coded"
    )
    encoding: str = Field("", description="encoding of text files; empty: found for each; the manifest's column encoding comes first")
    repair_mojibake: bool = Field(False, description="true: text that was read in a wrong encoding once (cafÃ©) is mended before it is kept")
    comments: bool = Field(False, description="true: comments in the margin of Word files are read; they are often confidential")
    responses: tuple[Responses, ...] = Field((), description="tables of responses, one [[ingest.responses]] block each")


class Segment(Section):
    """How documents are cut into segments, and which of them are coded."""

    max_words: int = Field(150, ge=20, description="longer paragraphs are cut between sentences")
    min_words: int = Field(5, ge=1, description="shorter segments are kept but not coded")
    codable_kinds: tuple[str, ...] = Field(("paragraph", "list_item"), description="kinds of block whose segments are coded")
    duplicate_words: int = Field(8, ge=1, description="a segment of at least so many words that repeats another counts once")


class Embed(Section):
    """Which sentence encoder is used."""

    encoder: str = Field("minilm", description="name of a registered encoder")


class CodeThemes(Section):
    """How segments are coded to themes."""

    coder: str = Field("head", description="head: learns from codebook and exemplars; topics: guided topics alone; seeds: words alone")
    folds: int = Field(7, ge=2, description="folds for calibration and thresholds over the exemplars")
    beta: float = Field(1.0, gt=0, description="a theme's threshold seeks the best F-beta on held-out exemplars; above 1 favours recall")
    learn_from_codes: Literal["all", "not drawn", "none"] = Field(
        "all",
        description="which human codes in codes/ teach the coder (head): all (each document is coded by a coder that has not seen its codes), "
        "not drawn (only those that estimate nothing), or none",
    )
    seed: int = Field(0, ge=0, description="random seed")


class Discover(Section):
    """How topics are found."""

    topic_model: str = Field("bertopic", description="bertopic: by the meaning of sentences; nmf: by words")
    topics: int = Field(0, ge=0, description="number of free topics; 0: from the number of segments")
    min_similarity: float = Field(
        0.0, ge=0, lt=1, description="bertopic: cosine at which a segment joins a guided topic; 0: learnt from the exemplars"
    )
    top_words: int = Field(10, ge=3, description="words shown for a topic")
    fit_segments: int = Field(5000, ge=200, description="at most so many segments are used to fit, drawn at random")
    refits: int = Field(5, ge=0, description="refits, each on two halves of the sources, for stability; 0: none")
    seed: int = Field(0, ge=0, description="random seed")


class Period(Section):
    """A named period, both years included."""

    name: str = Field(description="shown on axes")
    start: int = Field(description="first year")
    end: int = Field(description="last year")

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.start > self.end:
            raise ValueError(f"period {self.name}: start {self.start} is after end {self.end}")
        return self


class Track(Section):
    """How themes are followed over time."""

    periods: str = Field("auto", pattern=r"^(auto|year|[1-9]\d? years)$", description="auto, year, or a number of years such as '5 years'")
    period: tuple[Period, ...] = Field((), description="named periods, one [[track.period]] block each; they replace `periods`")
    auto_documents: int = Field(
        3, ge=2, description="auto merges years until a period holds so many documents; those that share a source count as one"
    )
    groups: tuple[str, ...] = Field(("place", "source_type"), description="columns of documents, or covariates, by which shares are also given")
    design: Literal["sample", "census"] = Field("sample", description="census: these documents are all there are, so no sampling error")
    floor: int = Field(3, ge=2, description="below so many clusters of documents: described, no band and no verdict")
    draws: int = Field(2000, ge=100, description="resamples of documents behind a band")
    permutations: int = Field(9999, ge=99, description="permutations of documents where all cannot be listed")
    alpha: float = Field(0.05, gt=0, lt=0.5, description="false discovery rate at which a shift is claimed")
    margin: float = Field(
        0.1, gt=0, lt=1, description="no change: the 90 % interval of the difference in share lies within plus and minus this margin"
    )
    seed: int = Field(0, ge=0, description="random seed")

    @model_validator(mode="after")
    def _periods_named_apart(self) -> Track:
        names = [" ".join(period.name.split()).casefold() for period in self.period]
        for number, name in enumerate(names):
            if not name:
                raise ValueError("a period has no name")
            if name == "all":
                raise ValueError("no period can be named 'all': that is every document, dated or not")
            if name in names[:number]:
                raise ValueError(f"two periods are named {name!r}; give each its own name")
        return self

    @model_validator(mode="after")
    def _periods_apart(self) -> Track:
        ordered = sorted(self.period, key=lambda period: (period.start, period.end))
        for earlier, later in pairwise(ordered):
            if later.start <= earlier.end:
                raise ValueError(f"periods {earlier.name} and {later.name} overlap")
        return self


class Compare(Section):
    """Which groups are held against each other."""

    groups: tuple[str, ...] = Field(("place", "source_type"), description="columns of documents, or covariates, whose values are contrasted")
    max_groups: int = Field(12, ge=2, description="at most so many values of a column, those with most documents")


class TrackWords(Section):
    """Which words are followed within themes."""

    groups: tuple[str, ...] = Field(
        ("place", "source_type"), description="columns of documents, or covariates, whose values are held against each other, beside periods"
    )
    max_groups: int = Field(6, ge=2, description="at most so many values of a column, those with most documents")
    words: int = Field(8, ge=1, description="words shown for each side, at most")
    fewest_documents: int = Field(3, ge=2, description="a word counts only where so many documents of its side have it")
    prior_words: float = Field(100, gt=0, description="size of the prior, in words, spread as in all codable segments")


class Challenge(Section):
    """Under which other choices verdicts are tried."""

    threshold_step: float = Field(0.1, gt=0, lt=0.5, description="by how much every theme's threshold is lowered and raised")
    without_documents: bool = Field(True, description="every verdict is also tried without each document, and what shares its source")


class Decide(Section):
    """How people's decisions are found again."""

    nearest: float = Field(
        0.5,
        gt=0,
        le=1,
        description="where the words of a passage were changed: least share of them that a segment of its document must have left to be suggested",
    )


class Frame(Section):
    """How it is learnt what a segment says of its subject, and whether it dissents."""

    coder: str = Field("head", description="head: learns from exemplars")
    exemplars: Path = Field(  # left out of dumps, for a path is the machine's; its hash is among the inputs
        Path("corpus/framing.csv"), exclude=True, description="labelled texts (text, framing, dissent); relative to study.toml, default: the clone's"
    )
    folds: int = Field(7, ge=2, description="folds for calibration and thresholds over the exemplars")
    beta: float = Field(1.0, gt=0, description="a threshold seeks the best F-beta on held-out exemplars; above 1 favours recall")
    seed: int = Field(0, ge=0, description="random seed")


class Quote(Section):
    """Which quotes are chosen, and which passages are held together."""

    representative: int = Field(3, ge=1, description="strengths, problems and proposals quoted for a theme, each")
    dissenting: int = Field(2, ge=0, description="dissenting quotes for a theme, where there are any")
    dissent_certainty: float = Field(
        0.75,
        ge=0,
        le=1,
        description="probability of dissent from which a passage is quoted as dissenting; at 0.75 four of five held-out exemplars are",
    )
    min_words: int = Field(12, ge=1, description="shorter segments are not quoted")
    max_words: int = Field(90, ge=20, description="longer segments are not quoted")
    pairs: int = Field(2, ge=0, description="pairs of passages shown for a theme, of each kind: strength and problem, dissent, point and reply, …")
    pair_cosine: float = Field(0.5, gt=0, le=1, description="cosine of two passages from which they are paired")


class Ledger(Section):
    """What is listed of proposals and figures."""

    proposals: tuple[Literal["recommendation", "commitment", "request", "done"], ...] = Field(
        ("recommendation", "commitment", "request", "done"), description="kinds of proposals that are listed"
    )
    figures: tuple[Literal["level", "target", "change", "amount", "count"], ...] = Field(
        ("level", "target", "change", "amount", "count"), description="kinds of figures that are listed"
    )
    beside: int = Field(3, ge=0, description="most passages of other sources laid beside a proposal, of each kind: for, against, near")
    nearness: float = Field(0.5, ge=0, le=1, description="cosine of two segments from which the one is laid beside the other")


class Report(Section):
    """What the report says of itself."""

    date: str = Field("", description="date printed in the report; empty: none, so that a rebuild gives the same bytes")
    authors: str = Field("", description="who answers for the report")


class Publish(Section):
    """What may be published."""

    threshold: int = Field(5, ge=2, description="counts of people (responses by what respondents are) from 1 up to one below it are suppressed")


class Study(Section):
    """All settings of a study."""

    study: StudySection = StudySection()
    ingest: Ingest = Ingest()
    segment: Segment = Segment()
    embed: Embed = Embed()
    code_themes: CodeThemes = CodeThemes()
    discover: Discover = Discover()
    track: Track = Track()
    compare: Compare = Compare()
    challenge: Challenge = Challenge()
    track_words: TrackWords = TrackWords()
    decide: Decide = Decide()
    frame: Frame = Frame()
    quote: Quote = Quote()
    ledger: Ledger = Ledger()
    report: Report = Report()
    publish: Publish = Publish()

    @model_validator(mode="after")
    def _topics_of_one_kind(self) -> Study:
        if self.code_themes.coder == "topics" and self.discover.topic_model != "bertopic":
            raise ValueError(
                '[code_themes] coder = "topics" goes by the guided topics of bertopic, which codebook and exemplars fix before anything is coded; '
                'those of nmf come out of the documents, after coding. Choose [discover] topic_model = "bertopic", or another coder'
            )
        return self


def load_study(path: Path) -> Study:
    """Read a study.toml and resolve its paths.

    Args:
        path: the file. ``codebook`` and ``exemplars`` in it are relative to its folder.

    Returns:
        The settings; paths absolute, the clone's codebook and exemplars where none is named.

    Raises:
        ConfigError: if the file is missing, is not TOML, or has an unknown or impossible setting.
    """
    content = read_toml(path)
    try:
        study = Study.model_validate(content)
    except ValidationError as error:
        raise ConfigError(complaint(path, error, Study)) from None
    named = content.get("study", {})
    resolved = {
        name: (path.parent / getattr(study.study, name)).resolve() if name in named else ROOT / getattr(study.study, name)
        for name in ("codebook", "exemplars", "groups")
    }
    framed = (path.parent / study.frame.exemplars).resolve() if "exemplars" in content.get("frame", {}) else ROOT / study.frame.exemplars
    return study.model_copy(update={"study": study.study.model_copy(update=resolved), "frame": study.frame.model_copy(update={"exemplars": framed})})


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ConfigError: if it is missing, is not UTF-8 or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError(f"{path} does not exist. Name another with STUDY=, or make a study with: make new STUDY=folder") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read as TOML: {error}") from None


def complaint(path: Path, error: ValidationError, model: type[BaseModel]) -> str:
    """Say in plain words what pydantic found wrong in a file, one line a mistake."""
    found = error.errors(include_url=False)
    lines = [f"{path.name} has {len(found)} mistake{'s' if len(found) > 1 else ''} ({path})"]
    for mistake in found:
        where = ".".join(str(part) for part in mistake["loc"])
        lines.append("  " + ": ".join(filter(None, [where, _plain(mistake, model)])))
    return "\n".join(lines)


def _plain(mistake: Any, model: type[BaseModel]) -> str:
    if mistake["type"] == "extra_forbidden":
        return f"unknown key; known: {', '.join(_known(mistake['loc'][:-1], model))}"
    if mistake["type"] == "missing":
        return "missing"
    message = str(mistake["msg"]).removeprefix("Value error, ").replace("Input should be", "should be")
    return message if mistake["type"] == "value_error" else f"{message}, not {mistake['input']!r}"


def _known(loc: tuple[int | str, ...], model: type[BaseModel]) -> list[str]:
    for part in loc:
        field = model.model_fields.get(str(part))
        if field is None:
            continue
        for candidate in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                model = candidate
    return [field.alias or name for name, field in model.model_fields.items()]
