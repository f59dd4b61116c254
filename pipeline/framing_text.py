"""Tell of a theme who says it and who does not, how it is framed, what is disputed, and where little is known."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.base_tables import years_without
from pipeline.citations import citation_of
from pipeline.codebook import Theme
from pipeline.evidence import Evidence, rows_of, theme_name
from pipeline.wording import count, listing, listing_at_most, one_line, tidy

FRAMED = {"strength": "speak of a strength", "problem": "of a problem", "proposal": "of a proposal", "neither": "of none of these"}
MOST_NAMED = 12  # of a kind in one line; the others are counted
FEW_DOCUMENTS = 3  # fewer of a place, year or source type tell little
MOST_MEETING = 3
SAID_BY = {"source_type": "Source types", "publisher": "Publishers"}
DISSENT_SOUGHT = "by a coder that learnt from labelled texts what dissent reads like, words of disagreement among its cues"


@dataclass(frozen=True)
class Beside:
    """A passage that stands beside another: its words and citation."""

    text: str
    citation: str


@dataclass(frozen=True)
class Pair:
    """Two passages on one point, and the rule that puts them together."""

    why: str
    one: Beside
    other: Beside


@dataclass(frozen=True)
class Told:
    """What the page tells of a theme beside its size and quotes: lines, and pairs of passages."""

    framed: str
    said_by: tuple[str, ...]
    dissent: str
    gaps: tuple[str, ...]
    meets: str
    change: str
    contrast: str
    pairs: tuple[Pair, ...]


def tell_framing(evidence: Evidence, theme: Theme) -> Told:
    """Tell of one theme, from the tables alone; every share stands with its n."""
    counts = evidence.document_themes[(evidence.document_themes["theme_id"] == theme.id) & (evidence.document_themes["n_segments"] > 0)]
    documents = counts.merge(evidence.documents, on="document_id", validate="one_to_one").assign(found=lambda t: t["n_assigned"] > 0)
    carried = evidence.codings.loc[evidence.codings["assigned"] & (evidence.codings["theme_id"] == theme.id), "segment_id"]
    framed = evidence.framings[evidence.framings["segment_id"].isin(carried)]
    return Told(
        framed=_framed(framed),
        said_by=tuple(line for column, noun in SAID_BY.items() for line in _sides(documents, column, noun)),
        dissent=_no_dissent(evidence, theme, framed, documents),
        gaps=_gaps(documents),
        meets=_meets(evidence, theme, carried),
        change=_claimed(evidence.shifts, theme, ("rise", "fall"), "shift"),
        contrast=_claimed(evidence.contrasts, theme, ("higher in a", "higher in b"), "difference"),
        pairs=pairs_of(evidence, theme.id),
    )


def pairs_of(evidence: Evidence, theme_id: str = "") -> tuple[Pair, ...]:
    """Return the pairs of a theme, or of passages without any, likest first."""
    mine = evidence.pairs[evidence.pairs["theme_id"] == theme_id].sort_values(["cosine", "a"], ascending=[False, True])
    return tuple(Pair(row.why, beside(evidence, row.a), beside(evidence, row.b)) for row in rows_of(mine))


def beside(evidence: Evidence, segment_id: str) -> Beside:
    """Return a passage with its citation."""
    mine = evidence.segments[evidence.segments["segment_id"] == segment_id]
    of_it = evidence.documents[evidence.documents["document_id"].isin(mine["document_id"])]
    found = mine.merge(of_it.drop(columns="text"), on="document_id", validate="many_to_one")
    (row,) = rows_of(found)
    return Beside(row.text, citation_of(row, row))


def _framed(framed: pd.DataFrame) -> str:
    if framed.empty:
        return ""
    n = framed["framing"].value_counts()
    first, *others = (f"{int(n.get(name, 0)):,} {told}" for name, told in FRAMED.items())
    one = int(n.get("strength", 0)) == 1
    named = listing([first.replace("speak", "speaks") if one else first, *others])
    n_dissent = int(framed["dissent"].sum())
    dissent = f"{count(n_dissent, 'holds', 'hold')} dissent" if n_dissent else "none holds dissent"
    return f"Of {count(len(framed), 'segment')} with it, {named}; {dissent}. Machine-coded, uncorrected."


def _sides(documents: pd.DataFrame, column: str, noun: str) -> list[str]:
    """Say which values of a column have the theme, and which have not, each with its documents."""
    if documents[column].isna().all():
        return []
    sizes = documents.assign(name=documents[column].fillna("not given").map(lambda value: tidy(one_line(str(value)))))
    groups = sizes.groupby("name", as_index=False).agg(n_with=("found", "sum"), n=("found", "size"))
    ordered = list(rows_of(groups.sort_values(["n_with", "n", "name"], ascending=[False, False, True])))
    having = [f"{row.name} ({row.n_with:,} of {count(row.n, 'document')})" for row in ordered if row.n_with]
    lacking = [f"{row.name} (0 of {row.n:,})" for row in ordered if not row.n_with]
    lines = [f"{noun} with it: {listing_at_most(having, MOST_NAMED)}."] if having else []
    return [*lines, f"{noun} without it: {listing_at_most(lacking, MOST_NAMED)}."] if lacking else lines


def _no_dissent(evidence: Evidence, theme: Theme, framed: pd.DataFrame, documents: pd.DataFrame) -> str:
    """Say what was looked for where no quote dissents; empty where one does."""
    quotes = evidence.quotes[(evidence.quotes["theme_id"] == theme.id) & (evidence.quotes["role"] == "dissenting")]
    n = int(documents["found"].sum())
    if len(quotes) or not n:
        return ""
    found = int(framed["dissent"].sum())
    if found:
        return f"{count(found, 'segment')} with dissent, of which none can be quoted or is sure enough; looked for {DISSENT_SOUGHT}."
    return f"No dissent found in {count(n, 'document')} with the theme; looked for {DISSENT_SOUGHT}. There may be some in other words."


def _gaps(documents: pd.DataFrame) -> tuple[str, ...]:
    """Say of which places and years no document has the theme, and of which there are hardly any documents."""
    lines = []
    for column, noun in (("place", "Places"), ("year", "Years")):
        known = documents.dropna(subset=[column])
        names = known[column].map(lambda value: one_line(str(value)))
        groups = known.groupby(names)["found"].agg(["sum", "size"])
        lacking = [f"{name} (0 of {count(int(n), 'document')})" for name, n in groups.loc[groups["sum"] == 0, "size"].items()]
        thin = [f"{name} ({int(n)})" for name, n in groups.loc[(groups["size"] < FEW_DOCUMENTS) & (groups["sum"] > 0), "size"].items()]
        if lacking:
            lines.append(f"{noun} with documents, but without it: {listing_at_most(lacking, MOST_NAMED)}.")
        if thin:
            lines.append(f"{noun} with it of which there are fewer than {FEW_DOCUMENTS} documents: {listing_at_most(thin, MOST_NAMED)}.")
    silent = years_without({int(year) for year in documents["year"].dropna()})
    if silent:
        lines.append(f"Years between the first and the last without any document: {listing_at_most(silent, MOST_NAMED)}.")
    return tuple(lines)


def _meets(evidence: Evidence, theme: Theme, carried: pd.Series[str]) -> str:
    """Name the themes that most often stand in the same segment; neither its sub-codes nor its parents."""
    book = evidence.codebook
    kin = book.with_parents({theme.id}) | {name for name in book.theme_ids if theme.id in book.with_parents({name})}
    codings = evidence.codings
    also = codings[codings["assigned"] & codings["segment_id"].isin(carried) & ~codings["theme_id"].isin(kin)]
    sizes = sorted(also["theme_id"].value_counts().items(), key=lambda item: (-item[1], str(item[0])))[:MOST_MEETING]
    named = [f"{theme_name(book, str(name))} ({int(n):,} of {count(len(carried), 'segment')})" for name, n in sizes]
    return f"Themes that meet it: {listing(named)}." if named else ""


def _claimed(rows: pd.DataFrame, theme: Theme, verdicts: tuple[str, ...], noun: str) -> str:
    mine = rows[(rows["subject_kind"] == "theme") & (rows["subject_id"] == theme.id)]
    if mine.empty:
        return ""
    n = int(mine["verdict"].isin(verdicts).sum())
    return f"{count(n, noun) if n else f'no {noun}'} claimed of {len(mine):,} tried"
