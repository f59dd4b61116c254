"""Tables of what documents propose and what they measure."""

from __future__ import annotations

from pipeline.schema import Column, Table
from pipeline.tables.columns import DOCUMENT_ID, END, PAGE, SEGMENT_ID, START

KINDS_OF_PROPOSALS = ("recommendation", "commitment", "request", "done")
KINDS_OF_FIGURES = ("level", "target", "change", "amount", "count")
FATES = ("open", "reported done", "done", "superseded", "unknown")
STANDINGS_OF_PROPOSALS = (*FATES, "ongoing", "paused", "not accepted")  # the last three only where a person says so
STATUSES = ("official", "reported", "claimed", "contested")

_SENTENCE = (
    DOCUMENT_ID,
    SEGMENT_ID,
    START,
    END,
    PAGE,
    Column("paragraph", "integer", "number of the paragraph in the document", low=1),
    Column("text", "text", "the sentence: documents.text[start:end], verbatim"),
)
_VERBATIM = {"text has end - start characters": lambda t: t["text"].str.len() == t["end"] - t["start"]}

RECOMMENDATIONS = Table(
    "recommendations",
    "What documents recommend, commit to, ask for or say is done: a row for a sentence, found by rule.",
    ("recommendation_id",),
    (
        Column("recommendation_id", "text", "r + 10 hex digits of sha256(document_id, start, end)"),
        Column(
            "kind",
            "text",
            "recommendation: should, must, is recommended; commitment: will, agreed to, resolved; request: asked, urged, called for; done: has done",
            values=KINDS_OF_PROPOSALS,
        ),
        *_SENTENCE,
        Column(
            "owner",
            "text",
            "who is to do it, as the sentence or the one that leads to its list names them; null where nobody is named",
            nullable=True,
        ),
        Column("action", "text", "what is to be done, in the sentence's own words; where a person wrote an action, theirs"),
        Column("deadline", "text", "until when, in the sentence's own words; null where not said", nullable=True),
        Column("theme_ids", "texts", "themes of the segment, machine-coded"),
        Column(
            "status",
            "text",
            "done where the sentence says so; reported done where a later document does; superseded where one says it anew; unknown where its "
            "document has no date, so that none is later; else open; where a person decided, as they did",
            values=STANDINGS_OF_PROPOSALS,
        ),
        Column("lead", "text", "who leads on it, as a person decided; null where nobody did", nullable=True),
        Column(
            "decided_by",
            "text",
            "who decided on status, action or lead in decisions/ledger.csv; null where nobody did: as the rule has it",
            nullable=True,
        ),
        Column("decided_on", "text", "when, as that file has it; null where nobody did", nullable=True),
        Column("reference", "text", "the document's reference and the number that it gives the proposal; recommendation_id where it gives none"),
        Column("origin", "text", "title of the document, and its publisher in brackets where known"),
        Column("date", "text", "date of the document; null where not known", nullable=True),
        Column("area", "text", "place of the document; null where not known", nullable=True),
        Column("evidence_for", "texts", "segments of other sources nearest in meaning that name a problem or a proposal, nearest first"),
        Column("evidence_against", "texts", "those that dissent, nearest first"),
        Column("near", "texts", "those that do neither, or of which it is not known, nearest first"),
        Column("reported_by", "texts", "segments of later documents that say it is done, by its owner and in its words"),
        Column("superseded_by", "texts", "proposals of later documents that say it anew, by its owner and in its words"),
    ),
    _VERBATIM,
)

INDICATORS = Table(
    "indicators",
    "Figures that documents give: a row for each figure of a source, found by rule; never page, agenda, date or age numbers.",
    ("indicator_id",),
    (
        Column("indicator_id", "text", "i + 10 hex digits of sha256(document_id, first and last character of the figure)"),
        *_SENTENCE,
        Column("said", "text", "the figure as the sentence writes it"),
        Column("measure", "text", "what is measured, in the sentence's own words"),
        Column("value", "number", "the figure as a number"),
        Column("unit", "text", "%, points (percentage points), a currency's sign, or empty: a count"),
        Column("of", "number", "denominator: the number that value is a part of; null where none is said", nullable=True),
        Column("year", "integer", "first year the figure is said to be of; null where the sentence says none", nullable=True, low=1000, high=2999),
        Column("period", "text", "that year as the sentence writes it, such as 2006/7", nullable=True),
        Column("place", "text", "place of the document", nullable=True),
        Column("kind", "text", "level, target or change of a share; amount of money; count", values=KINDS_OF_FIGURES),
        Column("status", "text", "names an official source; reported; claimed by somebody; contested: said otherwise beside it", values=STATUSES),
        Column("claimed_by", "text", "who claims it, in the sentence's own words, or who speaks where people may be named", nullable=True),
        Column("series", "text", "the same for figures of the same wording and unit in one source, and for no others"),
        Column("similar", "texts", "indicators of other series that measure something alike: similar, not comparable"),
        Column("mentions", "texts", "where the source gives the figure, rounded or not: document_id#start-end"),
        Column("opposed_by", "texts", "sentences that dispute it: document_id#start-end"),
        Column("beside", "texts", "segments of the source that speak vaguely of a sum or number of its size"),
    ),
    _VERBATIM,
)
