"""A small corpus with planted structure, and settings that make it quick: hashed words instead of sentence vectors."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
SUBJECTS = {
    "work": (
        "The mill closed and forty jobs went with it.",
        "Wages at the mill are low and jobs are few.",
        "A jobs fair was held for those who lost their wage.",
    ),
    "prayer": (
        "The mosque and the church prayed together.",
        "A prayer was said in the church for the town.",
        "The mosque opened for prayer at dawn.",
    ),
    "roads": ("The road was dug up again for a new pipe.", "Potholes on the ring road were filled in.", "The road sign at the bridge is missing."),
}
SETTINGS = """
[study]
title = "A small study"
codebook = "codebook.toml"
exemplars = "exemplars.csv"
[embed]
encoder = "hashing"
[track]
draws = 200
permutations = 199
period = [{ name = "before", start = 2008, end = 2009 }, { name = "after", start = 2014, end = 2015 }]
[discover]
topics = 3
refits = 1
"""
FRAME = '[frame]\nexemplars = "../framing.csv"\n'
FRAMED = 120  # of the shipped exemplars of framing, which are learnt from in every small study
THEMES = """
version = "1"
[[theme]]
id = "work"
name = "Work"
definition = "Jobs and wages."
seeds = ["job", "wage", "mill"]
[[theme]]
id = "prayer"
name = "Prayer"
definition = "Churches, mosques and prayer."
seeds = ["mosque", "church", "prayer"]
"""


def write_study(folder: Path, *, documents: int = 12, backwards: bool = False) -> Path:
    """Write a corpus with study.toml, codebook, exemplars and manifest; prayer falls after 2009; return its folder."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    rows = ["path,title,date,place,source_type,cluster_id"]  # named, since papers so alike would count as one campaign
    for n in sorted(range(documents), reverse=backwards):
        year = (2008, 2009, 2014, 2015)[n % 4]
        subjects = ["work", "roads", "roads", "prayer" if year < 2010 else "roads", "work"]
        text = "\n\n".join(f"{SUBJECTS[subject][(n + i) % 3]} Item {n} of {i}." for i, subject in enumerate(subjects))
        (corpus / f"paper-{n:02d}.txt").write_text(f"Paper {n}\n\n{text}\n", encoding="utf-8")
        rows.append(f"paper-{n:02d}.txt,Paper {n},{year},{'Alder' if n % 2 else 'Birch'},minutes,paper-{n:02d}")
    (corpus / "manifest.csv").write_text("\n".join([rows[0], *sorted(rows[1:])]), encoding="utf-8")
    exemplars = [
        f'"{sentence} Case {n}.",{subject if subject != "roads" else ""},minutes,2000s'
        for n in range(6)
        for subject, own in SUBJECTS.items()
        for sentence in own
    ]
    (corpus / "exemplars.csv").write_text("text,codes,genre,decade\n" + "\n".join(exemplars), encoding="utf-8")
    framed = pd.read_csv(ROOT / "corpus" / "framing.csv", dtype=str, keep_default_na=False)
    framed.head(FRAMED).to_csv(folder / "framing.csv", index=False)
    (corpus / "codebook.toml").write_text(THEMES, encoding="utf-8")
    (corpus / "study.toml").write_text(SETTINGS + FRAME, encoding="utf-8")
    return corpus
