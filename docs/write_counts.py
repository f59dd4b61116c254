"""Write the table of exemplars into docs/explanation/exemplars.md: how many there are by code, genre and decade."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pandas as pd

from pipeline.codebook import Codebook, load_codebook
from pipeline.config import ROOT
from pipeline.reliability import alpha
from pipeline.seeds import SeedMatcher, tokens

PAGE = ROOT / "docs" / "explanation" / "exemplars.md"
EXEMPLARS = ROOT / "corpus" / "exemplars.csv"
CODEBOOK = ROOT / "corpus" / "codebook.toml"
BEGIN, END = "<!-- counts -->", "<!-- end of counts -->"


def counts(exemplars: Path = EXEMPLARS, codebook: Path = CODEBOOK) -> str:
    """Return the tables in Markdown, between their markers.

    Args:
        exemplars: the file of exemplars.
        codebook: gives the order of the codes.

    Returns:
        Tables by code, by number of codes, of tricky exemplars, by genre (most first) and by decade (oldest first).
    """
    with exemplars.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    codes = [[code.strip() for code in row["codes"].split(";") if code.strip()] for row in rows]
    given = Counter(code for own in codes for code in own)
    several = Counter("no code" if not own else "one code" if len(own) == 1 else "two codes or more" for own in codes)
    genres = Counter(row["genre"] for row in rows)
    decades = Counter(row["decade"] for row in rows)
    theme_ids = load_codebook(codebook).theme_ids
    parts = [
        BEGIN,
        f"{len(rows):,} exemplars. Those with several codes count in the row of each.",
        _table("code", [*((code, given[code]) for code in theme_ids), ("none", several["no code"])], len(rows)),
        _table("codes", [(name, several[name]) for name in ("no code", "one code", "two codes or more")], len(rows)),
        _tricky([row["text"] for row in rows], codes, load_codebook(codebook)),
        _table("genre", sorted(genres.items(), key=lambda item: (-item[1], item[0])), len(rows)),
        _table("decade", sorted(decades.items()), len(rows)),
        *([_agreement(rows, theme_ids)] if rows and "second_reading" in rows[0] else []),
        END,
    ]
    return "\n\n".join(parts)


def _tricky(texts: list[str], codes: list[list[str]], codebook: Codebook) -> str:
    """Count exemplars that the seeds alone would get wrong: a seed of a code without the code, and a code without any of its seeds."""
    words = [tokens(text) for text in texts]
    lines = ["| code | a seed of it, and not the code | the code, and no seed of it |", "|---|---:|---:|"]
    wrong: set[int] = set()
    for theme in codebook.theme:
        matcher = SeedMatcher(theme)
        seen = [bool(matcher.find(own)) for own in words]
        seeded = {n for n, own in enumerate(codes) if seen[n] and theme.id not in own}
        bare = {n for n, own in enumerate(codes) if not seen[n] and theme.id in own}
        wrong |= seeded | bare
        lines.append(f"| {theme.id} | {len(seeded):,} | {len(bare):,} |")
    share = f"{100 * len(wrong) / len(texts):.1f}% of {len(texts):,}" if texts else "none"
    said = f"Tricky are {len(wrong):,} exemplars ({share}): by the seeds of the codebook alone, a code of theirs would be missed or wrongly given."
    return "\n".join([said, "", *lines])


def _agreement(rows: list[dict[str, str]], theme_ids: list[str]) -> str:
    """Hold the writers' codes against the second reading: nominal alpha by code, and how many were settled otherwise than first coded."""
    lines = ["| code | first reading | second reading | read differently | alpha |", "|---|---:|---:|---:|---:|"]
    for theme in theme_ids:
        ratings = pd.DataFrame({name: [float(theme in row[f"{name}_reading"].split(";")) for row in rows] for name in ("first", "second")})
        first, second, different = (int(n) for n in (ratings["first"].sum(), ratings["second"].sum(), (ratings["first"] != ratings["second"]).sum()))
        value = f"{alpha(ratings, pd.Series([str(number) for number in ratings.index])).value:.3f}".removeprefix("0")
        lines.append(f"| {theme} | {first:,} | {second:,} | {different:,} | {value} |")
    differ = sum(row["first_reading"] != row["second_reading"] for row in rows)
    changed = sum(row["first_reading"] != row["codes"] for row in rows)
    said = f"{differ:,} of {len(rows):,} exemplars were read differently; after settling, {changed:,} have other codes than their writer gave."
    return "\n".join([*lines, "", said])


def _table(heading: str, rows: list[tuple[str, int]], total: int) -> str:
    lines = [f"| {heading} | exemplars | percent |", "|---|---:|---:|"]
    return "\n".join([*lines, *(f"| {name} | {n:,} | {100 * n / total:.1f} |" for name, n in rows)])


def current(page: str) -> str:
    """Return the page with the tables in it as they should be."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + counts() + after


def main() -> None:
    """Write the tables into the page."""
    PAGE.write_text(current(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
