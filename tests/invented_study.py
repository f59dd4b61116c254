"""Build the tables of an invented study, for the tests of the report and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import pandas as pd

from pipeline.codebook import Codebook, Theme
from pipeline.config import Study
from pipeline.groups_spoken import SpokenGroup
from pipeline.tables import TABLES

LONG = "A place whose name is longer than it has any right to be"

THEMES = ("image", "economy")
SEGMENTS_EACH = 4


def codebook(*extra: Theme) -> Codebook:
    """Two themes, one with a sub-code, and any others."""
    return Codebook(
        version="1",
        theme=(
            Theme(id="image", name="Image", definition="How the place is seen."),
            Theme(id="economy", name="Economy", definition="Work and money."),
            Theme(id="jobs", name="Jobs", definition="Work alone.", parent="economy"),
            *extra,
        ),
    )


@dataclass(frozen=True)
class Invented:
    """What an invented study is made of: a year (or None) for each document, places in turn."""

    years: tuple[int | None, ...] = (2008, 2010, None)
    places: tuple[str | None, ...] = ("Luton", "Oldham")
    titles: tuple[str, ...] = ()
    topics: bool = True
    floor: int = 3
    codebook: Codebook = field(default_factory=codebook)
    quote: str = "The town gets a bad press."

    def document_ids(self) -> list[str]:
        return [f"doc-{number:04d}" for number in range(len(self.years))]

    def documents(self) -> pd.DataFrame:
        rows: list[Mapping[str, object]] = []
        for number, (document_id, year) in enumerate(zip(self.document_ids(), self.years, strict=True)):
            row = dict.fromkeys(TABLES["documents"].names) | {
                "document_id": document_id,
                "path": f"{document_id}.txt",
                "sha256": "0" * 64,
                "media_type": "text/plain",
                "title": self.titles[number] if number < len(self.titles) else f"Minutes {number}",
                "date": None if year is None else str(year),
                "date_precision": "none" if year is None else "year",
                "date_basis": "none" if year is None else "manifest",
                "year": year,
                "place": self.places[number % len(self.places)],
                "source_type": ("minutes", "press_release")[number % 2],
                "cluster_id": document_id,
                "language": "en",
                "text": self.quote,
            }
            rows.append(row)
        return TABLES["documents"].frame(rows)

    def blocks(self) -> pd.DataFrame:
        """Every document is one paragraph that was read as text."""
        rows: list[Mapping[str, object]] = [
            dict.fromkeys(TABLES["blocks"].names)
            | {
                "block_id": f"{document_id}!{0:08d}-{len(self.quote):08d}",
                "document_id": document_id,
                "kind": "paragraph",
                "start": 0,
                "end": len(self.quote),
            }
            for document_id in self.document_ids()
        ]
        return TABLES["blocks"].frame(rows)

    def segments(self) -> pd.DataFrame:
        rows: list[Mapping[str, object]] = [
            dict.fromkeys(TABLES["segments"].names)
            | {
                "segment_id": f"{document_id}#{n:08d}-{n + len(self.quote):08d}",
                "document_id": document_id,
                "start": n,
                "end": n + len(self.quote),
                "paragraph": n + 1,
                "voice": "own",
                "part": "finding",
                "codable": True,
                "text": self.quote,
                "n_words": 6,
            }
            for document_id in self.document_ids()
            for n in range(SEGMENTS_EACH)
        ]
        return TABLES["segments"].frame(rows)

    def codings(self) -> pd.DataFrame:
        """Image is in the first segment of every document, economy and jobs in the first two of every second document."""
        rows: list[Mapping[str, object]] = []
        for number, segment_id in enumerate(self.segments()["segment_id"]):
            document, place = divmod(number, SEGMENTS_EACH)
            for theme_id in self.codebook.theme_ids:
                assigned = place == 0 if theme_id == "image" else theme_id in {"economy", "jobs"} and place < 2 and document % 2 == 1
                rows.append({"segment_id": segment_id, "theme_id": theme_id, "score": float(assigned), "assigned": assigned, "why": None})
        return TABLES["codings"].frame(rows)

    def drawn_codes(self) -> pd.DataFrame:
        """Every segment was coded by one person, who agrees with the machine but gives image to every second segment of a document too."""
        codings = self.codings()
        second = codings["segment_id"].isin(self.segments()["segment_id"][1::SEGMENTS_EACH]) & (codings["theme_id"] == "image")
        n = codings["segment_id"].nunique()
        return TABLES["drawn_codes"].frame(
            codings[["segment_id", "theme_id", "assigned"]].assign(
                value=(codings["assigned"] | second).astype(float),
                settled_by="one coder",
                n_coders=1,
                draw="draw-0000000000",
                stratum="top fifth",
                level="top fifth",
                by="",
                side="",
                stratum_size=n,
            )
        )

    def document_themes(self) -> pd.DataFrame:
        codings = self.codings().assign(document_id=lambda t: t["segment_id"].str.split("#").str[0])
        counts = codings.groupby(["document_id", "theme_id"], as_index=False)["assigned"].sum()
        return TABLES["document_themes"].frame(
            {
                "document_id": counts["document_id"],
                "theme_id": counts["theme_id"],
                "n_segments": SEGMENTS_EACH,
                "n_assigned": counts["assigned"],
                "n_words": 6 * counts["assigned"],
                "share": counts["assigned"] / SEGMENTS_EACH,
            }
        )

    def trends(self) -> pd.DataFrame:
        """A period a year, by all documents and by place; bands of 5 points either side from the floor on."""
        shares = self.document_themes().merge(self.documents()[["document_id", "year", "place"]], on="document_id")
        rows: list[Mapping[str, object]] = []
        for kind, group_of in (("all", pd.Series("all", index=shares.index)), ("place", shares["place"])):
            whole = shares.assign(group=group_of, period="all")
            by_year = whole[whole["year"].notna()].assign(period=lambda t: t["year"].astype(str))
            for (theme_id, group, period), part in pd.concat([whole, by_year]).groupby(["theme_id", "group", "period"]):
                rows.append(self._trend(str(theme_id), kind, str(group), str(period), part))
        return TABLES["trends"].frame(rows)

    def _trend(self, theme_id: str, kind: str, group: str, period: str, part: pd.DataFrame) -> Mapping[str, object]:
        share, estimated, bounds = part["share"].mean(), len(part) >= self.floor, None if period == "all" else period
        return {
            "subject_kind": "theme",
            "subject_id": theme_id,
            "group_kind": kind,
            "group": group,
            "period": period,
            "period_start": bounds,
            "period_end": bounds,
            "share": share,
            "share_raw": share,
            "share_pooled": share,
            "low": max(0, share - 0.05) if estimated else None,
            "high": min(1, share + 0.05) if estimated else None,
            "n_segments": SEGMENTS_EACH * len(part),
            "n_documents": len(part),
            "n_clusters": len(part),
            "basis": "estimated" if estimated else "described",
            "corrected": False,
        }

    def topic_tables(self) -> dict[str, pd.DataFrame]:
        if not self.topics:
            return {name: TABLES[name].empty() for name in ("topics", "document_topics", "crosswalk")}
        topics = [_topic("free-01", "free"), _topic("free-02", "free", fragile=True), _topic("free-03", "document"), _topic("theme-image", "theme")]
        crosswalk = [_meeting("free-01", "candidate"), _meeting("free-02", "part"), _meeting("free-03", "unrelated"), _meeting("theme-image", "core")]
        placed = [{"document_id": d, "topic_id": "free-01", "n_segments": 2, "share": 0.5} for d in self.document_ids()]
        return {
            "topics": TABLES["topics"].frame(topics),
            "document_topics": TABLES["document_topics"].frame(placed),
            "crosswalk": TABLES["crosswalk"].frame(crosswalk),
        }

    def framings(self) -> pd.DataFrame:
        """Every segment with a theme is a problem; those of the last document dissent, too."""
        codings = self.codings()
        ids = sorted(set(codings.loc[codings["assigned"], "segment_id"]))
        rows = [
            {"segment_id": i, "framing": "problem", "framing_score": 0.8, "dissent": i.startswith(self.document_ids()[-1]), "dissent_score": 0.5}
            for i in ids
        ]
        return TABLES["framings"].frame(rows)

    def quotes(self) -> pd.DataFrame:
        document_id = self.document_ids()[0]
        row = {
            "quote_id": "image0123456789",
            "theme_id": "image",
            "segment_id": f"{document_id}#{0:08d}-{len(self.quote):08d}",
            "document_id": document_id,
            "start": 0,
            "end": len(self.quote),
            "page": None,
            "paragraph": 1,
            "text": self.quote,
            "role": "representative",
            "framing": "problem",
            "voice": "own",
            "speaker": None,
            "reply_segment_id": None,
            "citation": "Minutes 0, 2008, para 1",
        }
        return TABLES["quotes"].frame([row])

    def tables(self) -> dict[str, Any]:
        """Return all that report() takes, but for settings."""
        return {
            "documents": self.documents(),
            "blocks": self.blocks(),
            "segments": self.segments(),
            "codings": self.codings(),
            "document_themes": self.document_themes(),
            **self.topic_tables(),
            "trends": self.trends(),
            "shifts": TABLES["shifts"].empty(),
            "contrasts": TABLES["contrasts"].empty(),
            "distances": TABLES["distances"].empty(),
            "theme_words": TABLES["theme_words"].empty(),
            "robustness": TABLES["robustness"].empty(),
            "mixes": TABLES["mixes"].empty(),
            "framings": self.framings(),
            "quotes": self.quotes(),
            "pairs": TABLES["pairs"].empty(),
            "decisions": TABLES["decisions"].empty(),
            "recommendations": TABLES["recommendations"].empty(),
            "indicators": TABLES["indicators"].empty(),
            "cited": TABLES["cited"].empty(),
            "drawn_codes": TABLES["drawn_codes"].empty(),
            "subtopics": TABLES["subtopics"].empty(),
            "candidates": TABLES["candidates"].empty(),
            "problems": TABLES["problems"].empty(),
            "codebook": self.codebook,
            "study": Study(),
            "fitted_documents": frozenset(self.document_ids()),
            "exemplars": [],
            "human_codes": None,
            "groups": (SpokenGroup("place", "Townspeople", ("town",)), SpokenGroup("place", "Villagers", ("villager*",))),
        }


def shift(**changes: object) -> Mapping[str, object]:
    """Return a row of shifts: a rise of economy, with changes."""
    row: dict[str, object] = {
        "subject_kind": "theme",
        "subject_id": "economy",
        "group_kind": "all",
        "group": "all",
        "kind": "first_last",
        "period_from": "2008",
        "period_to": "2010",
        "difference": 0.2,
        "low": 0.1,
        "high": 0.3,
        "p": 0.001,
        "q": 0.004,
        "verdict": "rise",
        "drivers": ["doc-0001"],
        "topic_route": "agrees",
        "vanishes_at": 0.3,
        "corrected": False,
    }
    return row | changes


def tried(**changes: object) -> Mapping[str, object]:
    """Return a row of robustness: the rise of ``shift`` without the document that it leans on, with changes."""
    named = {name: shift()[name] for name in ("subject_kind", "subject_id", "group_kind", "group", "kind", "corrected")}
    row = named | {"claim": "shift", "one": "2008", "other": "2010", "choice": "without one document", "document_id": "doc-0001"}
    numbers = {"difference": 0.15, "low": 0.05, "high": 0.25, "p": 0.01, "q": 0.02}
    return row | numbers | {"verdict_here": "rise", "verdict": "rise", "flips": False} | changes


def contrast(**changes: object) -> Mapping[str, object]:
    """Return a row of contrasts: economy higher in Luton than in Oldham, with changes."""
    row: dict[str, object] = {
        "subject_kind": "theme",
        "subject_id": "economy",
        "group_kind": "place",
        "a": "Luton",
        "b": "Oldham",
        "difference": 0.2,
        "low": 0.1,
        "high": 0.3,
        "p": 0.001,
        "q": 0.004,
        "verdict": "higher in a",
        "words_a": ["wage"],
        "words_b": ["shop"],
        "standardised_to": [],
        "n_a": 12,
        "n_b": 9,
        "corrected": False,
    }
    return row | changes


def distance(**changes: object) -> dict[str, object]:
    """Return a row of distances: Luton and Oldham told apart by economy, with changes."""
    row: dict[str, object] = {
        "group_kind": "place",
        "a": "Luton",
        "b": "Oldham",
        "distance": 0.4,
        "by_chance": 0.1,
        "excess": 0.38,
        "low": 0.2,
        "high": 0.5,
        "p": 0.001,
        "q": 0.004,
        "nearest_a": 1,
        "nearest_b": 1,
        "differ": ["economy"],
        "standardised_to": [],
        "n_a": 12,
        "n_b": 9,
        "verdict": "different",
        "reason": None,
        "corrected": False,
    }
    return row | changes


def _topic(topic_id: str, kind: str, *, fragile: bool = False) -> Mapping[str, object]:
    return {
        "topic_id": topic_id,
        "kind": kind,
        "theme_id": "image" if kind == "theme" else None,
        "label": f"label of {topic_id}",
        "top_words": ["bus", "road", "parking"],
        "n_segments": 6,
        "n_documents": 3,
        "top_document_share": 0.9 if kind == "document" else 0.4,
        "stability": None if kind == "theme" else 0.5 if fragile else 0.8,
        "fragile": fragile,
    }


def _meeting(topic_id: str, relation: str) -> Mapping[str, object]:
    return {
        "topic_id": topic_id,
        "theme_id": "image",
        "n_both": 2,
        "share_of_topic": 0.33,
        "share_of_theme": 0.5,
        "lift": 1.1,
        "relation": relation,
        "decided_by": "rule",
    }


def places(n: int) -> tuple[str, ...]:
    return tuple(f"{LONG} {k:02d}" if k == 1 else f"Place {k:02d}" for k in range(n))


def apart(n: int) -> pd.DataFrame:
    """Distances of n places on a line, each as far from the next as the one before, but the last far off."""
    where = [k / 100 for k in range(n - 1)] + [0.9]
    rows = [distance(a=a, b=b, excess=abs(where[k] - where[m])) for (k, a), (m, b) in combinations(enumerate(places(n)), 2)]
    return TABLES["distances"].frame([row if row["a"] < row["b"] else row | {"a": row["b"], "b": row["a"]} for row in rows])
