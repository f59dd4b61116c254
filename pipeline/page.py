"""Assemble the page: one HTML file that needs nothing else and lets nothing else in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.appraised_tables import appraisals_table, coders_table, say_trust, say_untried
from pipeline.claims import claim_candidates, claim_contrasts, claim_shifts, claim_sizes, say_set_apart
from pipeline.config import ROOT, Report
from pipeline.evidence import Evidence
from pipeline.framing_text import pairs_of
from pipeline.inline import environment, inline
from pipeline.ledger_tables import indicators_table, recommendations_table
from pipeline.listed_tables import cited_table, documents_table, problems_table, settings_table, sources_table, topics_table
from pipeline.measured_tables import contrasts_table, shifts_table, trends_table
from pipeline.passages import tell_themes
from pipeline.pictures import Picture
from pipeline.reasons import why_no_shift
from pipeline.review_codes import say_stale
from pipeline.say_groups import Told
from pipeline.summarise import say_without_theme, summarise_themes
from pipeline.told_base import tell_base
from pipeline.told_places import tell_groups
from pipeline.told_topics import tell_drafts
from pipeline.unlisted import say_unlisted, undated_titles
from pipeline.wording import count, listing, listing_at_most, one_line, tidy, years

if TYPE_CHECKING:
    import pandas as pd

OWN_EXEMPLARS = "corpus/exemplars.csv"
PLACED = (
    "themes_over_time",
    "shifts",
    "drivers",
    "themes_by_place",
    "places_apart",
    "contrasts",
    "twins",
    "themes_by_document",
    "topics",
    "cooccurrence",
    "reliability",
)
MOST_PLACES = 6  # named in the head; the others are counted
GENERAL_TITLE = "Themes across documents, places and years"
FEW_PLACES = 3  # named in the title that a study without one has
OWN_USE = (
    "For the team, not for publication. This page quotes documents as they are: it may name people, and bodies that were promised not to be tied to "
    "a view. Run make publish: what may be passed on is then in the folder published/."
)


def write_page(evidence: Evidence, pictures: Mapping[str, Picture], settings: Report) -> str:
    """Write report.html.

    Args:
        evidence: the tables, codebook and settings of the study. Not changed.
        pictures: the figures by name; those the page has no place for stand at its end.
        settings: date and authors.

    Returns:
        The page. Its content security policy admits its own style and script, and images within it, nothing else.
    """
    own = inline("report", "img-src data:", parts=("explorer",))
    template = environment().get_template("report.html.j2")
    return template.render(
        policy=own.policy,
        style=own.style,
        script=own.script,
        settings=settings,
        title=_title(evidence),
        pictures=pictures,
        other_pictures=[picture for name, picture in pictures.items() if name not in PLACED],
        **_head(evidence),
        **_findings(evidence),
        **_tables(evidence),
        **tell_base(evidence),
    )


def _title(evidence: Evidence) -> str:
    """Return the title that the study sets; else the default, with the places where they are few."""
    given = one_line(evidence.study.study.title)
    places = sorted({one_line(place) for place in evidence.documents["place"].dropna()})
    return given or ": ".join(filter(None, [GENERAL_TITLE, listing(places) if len(places) <= FEW_PLACES else ""]))


def _head(evidence: Evidence) -> dict[str, object]:
    documents, trends, coder = evidence.documents, evidence.trends, evidence.study.code_themes.coder
    known = documents["year"].dropna()
    places = sorted({one_line(place) for place in documents["place"].dropna()})
    corrected = bool(trends["corrected"].any())
    after = len(set(documents["document_id"]) - evidence.fitted_documents)
    placed = "they are placed in its topics, and found no new ones"
    return {
        "analysed": [
            count(len(documents), "document"),
            count(evidence.n_codable, "codable segment"),
            f"{count(len(places), 'place')} ({listing_at_most(places, MOST_PLACES)})" if places else "no places given",
            years(int(known.min()), int(known.max())) if len(known) else "no dates known",
            *([f"{count(len(evidence.undated), 'document')} undated"] if evidence.undated else []),
        ],
        "licence": str(documents["licence"].iloc[0]) if documents["licence"].notna().all() and len(set(documents["licence"])) == 1 else "",
        "source_types": _source_types(documents["source_type"]),
        "standing": f"Machine-coded (coder: {coder}); what is corrected by human codes is marked so, and the rest is uncorrected."
        if corrected
        else f"Machine-coded, uncorrected: no share is corrected by human codes (coder: {coder}).",
        "coder": coder,
        "corrected": corrected,
        "fit_note": f"{after:,} of {count(len(documents), 'document')} came after the topic model was fitted: {placed}." if after else "",
    }


def _source_types(types: pd.Series[str]) -> str:
    """List source types with how many documents are of each, the most frequent first; empty where none is known."""
    known = sorted(types.dropna().value_counts().items(), key=lambda item: (-item[1], item[0]))
    unknown = int(types.isna().sum())
    return listing([f"{tidy(str(name))} ({n:,})" for name, n in known] + ([f"not given ({unknown:,})"] if known and unknown else []))


def _findings(evidence: Evidence) -> dict[str, object]:
    exemplars = evidence.study.study.exemplars
    return {
        "shift_claims": claim_shifts(evidence),
        "contrast_claims": claim_contrasts(evidence),
        "sizes": claim_sizes(evidence),
        "summaries": summarise_themes(evidence),
        "without_theme": say_without_theme(evidence),
        "own_use": OWN_USE,
        "candidates": claim_candidates(evidence),
        "told_groups": tell_groups(
            evidence.contrasts,
            evidence.distances,
            evidence.theme_words,
            Told(evidence.documents, evidence.document_themes, evidence.codebook, evidence.study.track),
        ),
        "drafts": tell_drafts(evidence.candidates),
        "why_no_shift": why_no_shift(evidence),
        "passages": tell_themes(evidence),
        "outside": pairs_of(evidence),
        "taught": evidence.n_taught,
        "undated": undated_titles(evidence),
        "unlisted": sorted(evidence.unlisted),
        "say_unlisted": say_unlisted(evidence),
        "codebook": evidence.codebook,
        "track": evidence.study.track,
        "alpha": f"{100 * evidence.study.track.alpha:g}%",
        "margin": f"{100 * evidence.study.track.margin:g}",
        "exemplars": exemplars.name,
        "own_exemplars": exemplars in {ROOT / OWN_EXEMPLARS, Path(OWN_EXEMPLARS)},
        "kept_out": say_set_apart(evidence),
        "unmeasured": _say_unmeasured(evidence.n_unmeasured),
        "codebook_name": evidence.study.study.codebook.name,
        "topic_model": evidence.study.discover.topic_model,
        "encoder": evidence.study.embed.encoder,
    }


def _say_unmeasured(n: int) -> str:
    topics = count(n, "topic beside the themes", "topics beside the themes")
    return (
        f"The stability of {topics} was not measured, for no refit was asked for or possible: whether a topic is fragile is not known." if n else ""
    )


def _tables(evidence: Evidence) -> dict[str, object]:
    trends, topics = evidence.trends, evidence.topics
    kinds = [kind for kind in dict.fromkeys(trends.loc[trends["subject_kind"] == "theme", "group_kind"]) if kind != "all"]
    headline = set(evidence.headline_topics["topic_id"])
    apart = "Topics kept out of headlines: fragile, or mostly one document"
    set_apart = topics[(topics["kind"] == "document") | topics["fragile"]]
    guided = topics[(topics["kind"] == "theme") & ~topics["fragile"]]
    return {
        "trends": trends_table(evidence, "theme", "all"),
        "group_trends": [trends_table(evidence, "theme", kind) for kind in kinds],
        "topic_trends": trends_table(evidence, "topic", "all"),
        "shifts": shifts_table(evidence),
        "contrasts": contrasts_table(evidence),
        "documents": documents_table(evidence),
        "sources": sources_table(evidence),
        "cited": cited_table(evidence),
        "recommendations": recommendations_table(evidence),
        "indicators": indicators_table(evidence),
        "topics": topics_table(evidence, "topics-table", "Free topics, largest first", topics[topics["topic_id"].isin(headline)]),
        "guided_topics": topics_table(evidence, "guided-topics-table", "Topics guided by the themes", guided),
        "set_apart": topics_table(evidence, "set-apart-table", apart, set_apart),
        "appraisals": appraisals_table(evidence),
        "coders": coders_table(evidence),
        "trust": say_trust(evidence),
        "untried": say_untried(evidence),
        "stale": tuple(say_stale(evidence.reviews, evidence.codebook.version)),
        "problems": problems_table(evidence),
        "settings_used": settings_table(evidence),
    }
