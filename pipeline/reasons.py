"""Say why nothing is claimed where nothing is."""

from __future__ import annotations

from pipeline.evidence import Evidence
from pipeline.wording import count, listing, percent, tidy


def why_no_shift(evidence: Evidence) -> str:
    """Say why no shift is claimed: too few dated documents, too few in the periods, or tests that did not hold."""
    n_all, n_dated = len(evidence.documents), int(evidence.documents["year"].notna().sum())
    floor = evidence.study.track.floor
    tested = evidence.shifts[evidence.shifts["verdict"] != "too little evidence"]
    if not tested.empty:
        rate = percent(evidence.study.track.alpha, 0)
        held = f"{count(len(tested), 'comparison')} of periods had evidence enough to be tested, and none held at a false discovery rate of {rate}."
        small = int((tested["verdict"] == "no change").sum())
        return held + (f" In {small:,} of them the documents show that there is no change of note." if small else "")
    dated = f"Of {count(n_all, 'document')}, {n_dated:,} {'has' if n_dated == 1 else 'have'} a date"
    periods = evidence.trends[(evidence.trends["group_kind"] == "all") & evidence.trends["period_start"].notna()].drop_duplicates("period")
    enough = int((periods["n_documents"] >= floor).sum())
    need = f"a shift needs two periods with at least {floor} documents each"
    if periods.empty:
        return f"{dated}; {need}, and there are no periods to hold together."
    return f"{dated}; {need}, and {enough or 'none'} of the {count(len(periods), 'period')} {'has' if enough < 2 else 'have'} as many."


def why_no_contrast(evidence: Evidence) -> str:
    """Say why no difference between groups is claimed."""
    contrasts = evidence.contrasts
    tested = int((contrasts["verdict"] != "too little evidence").sum())
    if tested:
        rate = percent(evidence.study.track.alpha, 0)
        return f"{count(tested, 'comparison')} had evidence enough to be tested, and none held at a false discovery rate of {rate}."
    groups = listing(tidy(group) for group in evidence.study.compare.groups) or "no column"
    floor = evidence.study.track.floor
    return f"Documents were to be compared by {groups}; both sides need at least {floor} documents, and no two have as many."
