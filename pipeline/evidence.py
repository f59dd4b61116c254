"""Hold all that a report is written from, and what several of its sections look up in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.appraise import Appraised, appraise
from pipeline.code_files import HumanCodes
from pipeline.codebook import Codebook, Exemplar, Theme
from pipeline.coders.parts import linked
from pipeline.config import Study
from pipeline.explain import Known, coded_words, lines_of
from pipeline.review_codes import Review, review_codes
from pipeline.schema import tuples
from pipeline.taught_codes import estimating
from pipeline.wording import one_line, shorten

if TYPE_CHECKING:
    from pipeline.groups_spoken import SpokenGroup  # it lays out tables of the page, whose rows come from here

NOT_QUOTED = ("no", "paraphrase")  # documents with such a ``quotable``: none of their words may be shown
BY_DEFINITION = "by its definition alone"  # as the coder says in ``why``


@dataclass(frozen=True)
class Evidence:
    """The tables of a study as declared in pipeline.tables, its codebook and its settings. Never changed."""

    documents: pd.DataFrame
    blocks: pd.DataFrame
    segments: pd.DataFrame
    codings: pd.DataFrame
    document_themes: pd.DataFrame
    topics: pd.DataFrame
    document_topics: pd.DataFrame
    crosswalk: pd.DataFrame
    subtopics: pd.DataFrame
    candidates: pd.DataFrame
    trends: pd.DataFrame
    shifts: pd.DataFrame
    contrasts: pd.DataFrame
    distances: pd.DataFrame
    theme_words: pd.DataFrame
    robustness: pd.DataFrame
    mixes: pd.DataFrame
    framings: pd.DataFrame
    quotes: pd.DataFrame
    pairs: pd.DataFrame
    decisions: pd.DataFrame
    recommendations: pd.DataFrame
    indicators: pd.DataFrame
    cited: pd.DataFrame
    drawn_codes: pd.DataFrame
    problems: pd.DataFrame
    codebook: Codebook
    study: Study
    fitted_documents: frozenset[str]
    exemplars: Sequence[Exemplar]
    human_codes: HumanCodes | None
    groups: Sequence[SpokenGroup]
    unlisted: frozenset[str] = frozenset()  # ids of documents that count and are in no list: on a published page the responses of single people

    @cached_property
    def appraised(self) -> Appraised:
        """The coder held against the human codes of a draw; empty tables without any."""
        return appraise(self.drawn_codes, self.codings, self.documents, self.study.track.seed)

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """What each coder gave, and what of it is stale."""
        return review_codes(self.human_codes, self.documents, self.segments) if self.human_codes else ()

    @cached_property
    def n_taught(self) -> int:
        """Number of passages that people coded and from which the coder learnt."""
        if self.human_codes is None or self.study.code_themes.coder != "head":
            return 0
        from pipeline.coders.learning import plan_rounds  # what coders need to load is not needed without human codes

        rounds = plan_rounds(self.human_codes, self.study.code_themes, linked(self.documents, estimating(self.human_codes))).rounds
        return len({(exemplar.writer, exemplar.text) for own in rounds for exemplar in own})

    @cached_property
    def known(self) -> Known:
        """What the reasons of codings point to: exemplars, words of segments and of passages that people coded, names of themes."""
        texts = dict(zip(self.segments["segment_id"].tolist(), self.segments["text"].tolist(), strict=True))
        names = {theme_id: theme_name(self.codebook, theme_id) for theme_id in self.codebook.theme_ids}
        barred = self.documents["quotable"].isin(NOT_QUOTED)
        coded = coded_words(self.human_codes.returned, self.documents[~barred]) if self.human_codes else {}
        withheld, by_words = frozenset(self.documents.loc[barred, "document_id"]), self.study.embed.encoder == "hashing"
        return Known(self.exemplars, texts, names, coded, withheld, by_words)

    @cached_property
    def reasons(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Why each quoted segment carries its theme, by segment_id and theme_id."""
        wanted = self.quotes[["segment_id", "theme_id"]].drop_duplicates()
        near = self.codings[self.codings["segment_id"].isin(wanted["segment_id"])]
        quoted = near.merge(wanted, on=["segment_id", "theme_id"], validate="one_to_one")
        return lines_of(quoted, self.known)

    @cached_property
    def given(self) -> pd.DataFrame:
        """Those of the codings by which a segment carries a theme."""
        return self.codings[self.codings["assigned"]]

    @cached_property
    def themes_of(self) -> dict[str, list[str]]:
        """Ids of the themes that a segment carries, by segment_id; a segment without any is not in it."""
        found: dict[str, list[str]] = {}
        for segment_id, theme_id in zip(self.given["segment_id"].tolist(), self.given["theme_id"].tolist(), strict=True):
            found.setdefault(segment_id, []).append(theme_id)
        return found

    @cached_property
    def framing_rows(self) -> dict[str, Any]:
        """What segments say of their subject, as rows, by segment_id."""
        return {row.segment_id: row for row in rows_of(self.framings)}

    @cached_property
    def document_rows(self) -> dict[str, Any]:
        """Documents as rows, without their text, by document_id."""
        return {row.document_id: row for row in rows_of(self.documents.drop(columns="text"))}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {segment_id: place for place, segment_id in enumerate(self.segments["segment_id"].tolist())}

    def segment_rows(self, segment_ids: Iterable[str]) -> dict[str, Any]:
        """Return segments as rows, by segment_id, in the order asked for.

        Raises:
            KeyError: if there is no such segment.
        """
        found = self.segments.iloc[[self._places[segment_id] for segment_id in segment_ids]]
        return {row.segment_id: row for row in rows_of(found)}

    @cached_property
    def grid(self) -> pd.DataFrame:
        """The framework grid, a GRID table."""
        from pipeline.grid import grid_of  # it looks up what is here

        return grid_of(self)

    @cached_property
    def assumed(self) -> frozenset[str]:
        """Ids of the themes that are given to as many segments as the codebook expects, for their definition alone teaches them."""
        return frozenset(self.given.loc[self.given["why"].fillna("").str.contains(BY_DEFINITION, regex=False), "theme_id"])

    @cached_property
    def by_date(self) -> pd.DataFrame:
        """Documents with ``n_codable`` (codable segments) and ``no_theme`` (share of them without any theme), in order of date, undated last."""
        codable = self.segments.loc[self.segments["codable"], ["segment_id", "document_id"]]
        without = codable.assign(without=[segment_id not in self.themes_of for segment_id in codable["segment_id"].tolist()])
        measured = without.groupby("document_id")["without"].agg(n_codable="size", no_theme="mean").reset_index()
        documents = in_date_order(self.documents).merge(measured, on="document_id", how="left", validate="one_to_one")
        return documents.assign(n_codable=documents["n_codable"].fillna(0).astype(int))

    @cached_property
    def listed(self) -> pd.DataFrame:
        """Documents in order of date, as ``by_date``, without those that are in no list."""
        return self.by_date[~self.by_date["document_id"].isin(self.unlisted)].reset_index(drop=True)

    @cached_property
    def n_codable(self) -> int:
        """Number of codable segments in the study."""
        return int(self.segments["codable"].sum())

    @cached_property
    def undated(self) -> list[str]:
        """Titles of the documents without a year, in alphabetical order."""
        return sorted(one_line(title) for title in self.documents.loc[self.documents["year"].isna(), "title"])

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles by document_id."""
        return {document_id: one_line(row.title) for document_id, row in self.document_rows.items()}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Labels by topic_id."""
        return {row.topic_id: one_line(row.label) for row in rows_of(self.topics)}

    @cached_property
    def headline_topics(self) -> pd.DataFrame:
        """Free topics that are neither fragile nor one document's, largest first; those whose stability was not measured are among them."""
        kept = self.topics[(self.topics["kind"] == "free") & ~self.topics["fragile"]]
        return kept.sort_values(["n_segments", "topic_id"], ascending=[False, True])

    @cached_property
    def n_unmeasured(self) -> int:
        """Number of topics beside the themes whose stability was not measured."""
        return int((self.topics["theme_id"].isna() & self.topics["stability"].isna()).sum())

    def subject(self, kind: str, subject_id: str) -> str:
        """Name a theme (a sub-code after its parent) or a topic."""
        if kind == "topic":
            return f"Topic “{shorten(self.labels.get(subject_id, subject_id), 60)}”"
        return theme_name(self.codebook, subject_id)

    def address(self, kind: str, subject_id: str) -> str:
        """Return where the page tells of a theme or topic; empty where it does not."""
        known = self.labels if kind == "topic" else self.codebook.theme_ids
        return f"#{kind}-{subject_id}" if subject_id in known else ""


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Iterate over the rows as named tuples; the columns are those that pipeline.tables declares, which types cannot know."""
    return tuples(frame)


def in_date_order(documents: pd.DataFrame) -> pd.DataFrame:
    """Sort documents by date, undated last, then by title."""
    keys = documents.assign(_undated=documents["year"].isna(), _date=documents["date"].fillna(""))
    ordered = keys.sort_values(["_undated", "year", "_date", "title", "document_id"])
    return ordered.drop(columns=["_undated", "_date"]).reset_index(drop=True)


def top_themes(codebook: Codebook) -> list[Theme]:
    """Return the themes that are no sub-codes, in the order of the codebook."""
    return [theme for theme in codebook.theme if theme.parent is None]


def theme_name(codebook: Codebook, theme_id: str) -> str:
    """Name a theme as the codebook does, a sub-code after its parent."""
    found = [theme for theme in codebook.theme if theme.id == theme_id]
    if not found:
        return theme_id
    name = one_line(found[0].name)
    return name if found[0].parent is None else f"{theme_name(codebook, found[0].parent)}: {name}"


def dated(document: Any) -> str:
    """Write a document's date, or that it has none."""
    return "undated" if pd.isna(document.year) else str(document.date)
