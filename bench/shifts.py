"""Measure what shifts claim where the truth is known: false alarms, power, coverage, mix and content, drivers. Written into docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.bands import ASKED, DOCUMENTS, coverages, ways
from bench.invented_shares import draw_shares, found_between, measures_of, verdicts_of
from bench.manifesto_splits import LABELLED, false_alarms, power_on_sections
from bench.mixes_and_drivers import drivers, mixes
from bench.written import machine, write_between
from pipeline.between_periods import between_periods, comparisons
from pipeline.cells import cells_of
from pipeline.config import Track
from pipeline.correction import Corrected

SIMULATIONS = 1000
GRIDS = 60
DEVIATIONS = (0.08, 0.15, 0.3)
SIZES = (4, 6, 8, 12, 16, 24)
SAME = (4, 6, 12, 24)
STEPS = np.arange(0.02, 0.62, 0.02)
QUICK = Track(draws=400, permutations=999)
FULL = Track(draws=100)  # with fewer permutations no p is small enough for the larger families, and nothing could be claimed
THEMES = 5


def power(n: int, shift: float, deviation: float, simulations: int = SIMULATIONS, family: int = 1) -> float:
    """Return how often a rise from .3 is found between n documents on either side; of a family of themes, the first alone has one."""
    random = np.random.default_rng([n, round(1000 * shift), round(1000 * deviation)])
    first = draw_shares(0.3, deviation, (n, simulations * family), random)
    second = draw_shares(0.3, deviation, (n, simulations * family), random)
    second[:, ::family] = draw_shares(0.3 + shift, deviation, (n, simulations), random)
    verdicts = verdicts_of(found_between(first, second, QUICK, random), QUICK, family)
    return float(np.mean(verdicts[::family] == "rise"))


def smallest_found(n: int, deviation: float, simulations: int = SIMULATIONS) -> float | None:
    """Return the smallest shift, in steps of two points, that is found in four of five simulations; None where none to .6 is."""
    low, high = 0, len(STEPS)
    while low < high:
        middle = (low + high) // 2
        if power(n, float(STEPS[middle]), deviation, simulations) >= 0.8:
            high = middle
        else:
            low = middle + 1
    return float(STEPS[low]) if low < len(STEPS) else None


def same_by_mistake(n: int, mean: float, deviation: float, simulations: int = SIMULATIONS) -> float:
    """Return how often n documents on either side are said to show no change where the share has changed by just the margin."""
    random = np.random.default_rng([n, round(1000 * mean), round(1000 * deviation), 1])
    sides = [draw_shares(share, deviation, (n, simulations), random) for share in (mean, mean + QUICK.margin)]
    return float(np.mean(verdicts_of(found_between(sides[0], sides[1], QUICK, random), QUICK) == "no change"))


def empty_grid(seed: int, documents: int, settings: Track, places: int = 10, years: int = 10) -> dict[str, tuple[int, int]]:
    """Judge a grid in which nothing is planted; return by family how many tests it has and how many are claimed."""
    random = np.random.default_rng([seed, documents])
    n = places * years * documents
    shares = draw_shares(0.3, 0.12, (n, THEMES), random)
    place = np.array([f"place-{number}" for number in range(places)])[np.arange(n) % places]
    measures = measures_of(shares, place, 2000 + np.arange(n) // (places * documents))
    settings = settings.model_copy(update={"periods": "year", "groups": ("place",), "seed": seed})
    corrected = Corrected(measures, None, {}, {})
    judged = between_periods(comparisons(cells_of(corrected, settings), settings), measures, settings)
    claimed = judged["verdict"].isin(["rise", "fall"])
    families = claimed.groupby(judged["group_kind"] + ", " + judged["kind"], sort=True)
    return {str(name): (len(own), int(own.sum())) for name, own in families}


def _lines(head: list[str], rows: Iterator[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows))


def _grids() -> Iterator[list[str]]:
    with_any = []
    for documents in (3, 12):
        found = [empty_grid(seed, documents, FULL) for seed in range(GRIDS)]
        for family in found[0]:
            tests, claims = sum(one[family][0] for one in found), [one[family][1] for one in found]
            with_any += [n > 0 for n in claims]
            yield [
                str(documents),
                family,
                f"{tests // GRIDS:,}",
                f"{100 * sum(claims) / tests:.2f} %",
                f"{100 * np.mean(np.array(claims) > 0):.1f} %",
            ]
    yield ["together", f"{len(with_any):,} families", "", "", f"{100 * np.mean(with_any):.1f} %"]


def _powers() -> Iterator[list[str]]:
    for deviation in DEVIATIONS:
        for n in SIZES:
            smallest = smallest_found(n, deviation)
            said = f"{100 * smallest:.0f} points" if smallest else "none up to 60 points"
            yield [f"{deviation:.2f}", str(n), *(f"{power(n, shift, deviation):.2f}" for shift in (0.05, 0.1, 0.2, 0.3)), said]


def _mistakes() -> Iterator[list[str]]:
    for mean, deviation in ((0.05, 0.05), (0.1, 0.08), (0.3, 0.08), (0.3, 0.15)):
        yield [f"{mean:.2f}", f"{deviation:.2f}", *(f"{100 * same_by_mistake(n, mean, deviation):.1f} %" for n in SAME)]


def main() -> None:
    """Measure all, and write the page; what rests on the labelled sentences is left out where they are absent."""
    text = []
    if LABELLED.is_file():
        text += ["False alarms and power on real documents:", _lines(*false_alarms()), _lines(*power_on_sections())]
    text += [
        f"Grids of 5 themes, 10 places and 10 years with nothing planted ({GRIDS} of each):",
        _lines(["documents a place and year", "family", "tests", "claimed", "grids with any claim"], _grids()),
        "Power, and the smallest shift found in 80 % of simulations:",
        _lines(["deviation", "documents a side", "5 points", "10 points", "20 points", "30 points", "smallest found"], _powers()),
        f"A shift of 10 points, 12 documents a side, deviation .08, the only theme that shifts of a family of 5: {power(12, 0.1, 0.08, 400, 5):.2f}.",
        "No change said where the share has changed by 10 points, which is the margin, by documents a side:",
        _lines(["share before", "deviation", *map(str, SAME)], _mistakes()),
        "Coverage of bands, by number of documents:",
        _lines(["share", "deviation", *map(str, DOCUMENTS)], coverages()),
        f"Ways to make a band: how many cells of that table hold the share in {ASKED[0]} to {ASKED[1]} of simulations, and of eight other rows:",
        _lines(["way", "so held", "least", "most", "of the other rows", "least", "most"], ways()),
        "A shift of composition alone:",
        _lines(*mixes()),
        "How often a document that a jump was planted in is the first named driver (one of the three named) [the most that is possible]:",
        _lines(*drivers()),
        machine(("numpy", "scipy", "pandas")),
    ]
    write_between("shifts", "\n\n".join(text))


if __name__ == "__main__":
    main()
