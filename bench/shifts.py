"""Measure what shifts claim where the truth is known: false alarms, power, coverage, mix and content, drivers. Written into docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.invented_shares import draw_shares, found_between, measures_of, side_of, verdicts_of
from bench.manifesto_splits import LABELLED, false_alarms, power_on_sections
from bench.written import machine, write_between
from pipeline.between_periods import between_periods, comparisons
from pipeline.cells import Cell, cells_of
from pipeline.config import Track
from pipeline.correction import Corrected
from pipeline.influence import rank_drivers, without_each
from pipeline.mixes import Kinds, part
from pipeline.resampling import band

SIMULATIONS = 1000
GRIDS = 40
DEVIATIONS = (0.08, 0.15, 0.3)
JUMPS = (0.3, 0.4, 0.5)
SIZES = (4, 6, 8, 12, 16, 24)
STEPS = np.arange(0.02, 0.62, 0.02)
QUICK = Track(draws=400, permutations=999)


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


def coverage(n: int, mean: float, deviation: float, simulations: int = SIMULATIONS) -> float:
    """Return how often the band of n documents holds the true share."""
    random = np.random.default_rng([n, round(1000 * mean), round(1000 * deviation)])
    shares = draw_shares(mean, deviation, (n, simulations), random)
    found = band(side_of(shares), 1000, random, segments=40.0 * n)
    return float(np.mean((found.low <= mean) & (mean <= found.high)))


def share_put_down_to_mix(deviation: float, simulations: int = SIMULATIONS) -> np.ndarray:
    """Return mix / difference of simulations in which press releases, at .6 against .2 of minutes, rise from 4 to 16 of 20 documents."""
    random = np.random.default_rng(round(1000 * deviation))
    sides = []
    for press in (4, 16):
        kind = np.eye(2)[(np.arange(20) >= press).astype(int)]
        drawn = [draw_shares(mean, deviation, (20, simulations), random) for mean in (0.6, 0.2)]
        own = np.where(kind[:, :1] > 0, drawn[0], drawn[1])
        sides.append(Kinds(kind[:, :, None] * own[:, None, :], kind))
    found = part(sides, [np.ones((1, 20))] * 2)
    return np.asarray(found.mix[0] / (found.mix + found.content)[0])


def driver_first(n: int, jump: float, deviation: float, simulations: int = SIMULATIONS) -> float:
    """Return how often the one document of a side that a jump was planted in is ranked first."""
    random = np.random.default_rng([n, round(1000 * jump)])
    shares = draw_shares(0.3, deviation, (2 * n, simulations), random)
    shares[n] = draw_shares(0.3 + jump, deviation, (simulations,), random)
    measures = measures_of(shares, np.repeat("a", 2 * n), np.repeat([2000, 2010], n))
    rows = (np.arange(n), np.arange(n, 2 * n))
    cells = [Cell("all", "all", None, own, side_of(shares[own])) for own in rows]
    moved = without_each(cells, lambda sides: sides[1].mean - sides[0].mean, measures)
    return float(np.mean([rank_drivers(moved, column)[0] == f"d{n:05d}" for column in range(simulations)]))


def empty_grid(seed: int, documents: int, themes: int = 5, places: int = 10, years: int = 10) -> dict[str, tuple[int, int]]:
    """Judge a grid in which nothing is planted; return by family how many tests it has and how many are claimed."""
    random = np.random.default_rng([seed, documents])
    n = places * years * documents
    shares = draw_shares(0.3, 0.12, (n, themes), random)
    place = np.array([f"place-{number}" for number in range(places)])[np.arange(n) % places]
    measures = measures_of(shares, place, 2000 + np.arange(n) // (places * documents))
    settings = QUICK.model_copy(update={"periods": "year", "groups": ("place",), "seed": seed})
    corrected = Corrected(measures, None, {}, {})
    judged = between_periods(comparisons(cells_of(corrected, settings), settings), measures, settings)
    claimed = judged["verdict"].isin(["rise", "fall"])
    families = claimed.groupby(judged["group_kind"] + ", " + judged["kind"], sort=True)
    return {str(name): (len(own), int(own.sum())) for name, own in families}


def _lines(head: list[str], rows: Iterator[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, ["---"] * len(head), *rows))


def _grids() -> Iterator[list[str]]:
    for documents in (3, 6):
        found = [empty_grid(seed, documents) for seed in range(GRIDS)]
        for family in found[0]:
            tests, claims = sum(one[family][0] for one in found), [one[family][1] for one in found]
            yield [
                str(documents),
                family,
                f"{tests // GRIDS:,}",
                f"{100 * sum(claims) / tests:.2f} %",
                f"{100 * np.mean(np.array(claims) > 0):.1f} %",
            ]


def _powers() -> Iterator[list[str]]:
    for deviation in DEVIATIONS:
        for n in SIZES:
            smallest = smallest_found(n, deviation)
            said = f"{100 * smallest:.0f} points" if smallest else "none up to 60 points"
            yield [f"{deviation:.2f}", str(n), *(f"{power(n, shift, deviation):.2f}" for shift in (0.05, 0.1, 0.2, 0.3)), said]


def _coverages() -> Iterator[list[str]]:
    for mean, deviation in ((0.3, 0.08), (0.3, 0.15), (0.3, 0.3), (0.1, 0.08), (0.05, 0.05)):
        yield [f"{mean:.2f}", f"{deviation:.2f}", *(f"{coverage(n, mean, deviation):.3f}" for n in (3, 4, 5, 6, 8, 12, 24))]


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
        "Coverage of bands, by number of documents:",
        _lines(["share", "deviation", "3", "4", "5", "6", "8", "12", "24"], _coverages()),
        "A shift of composition alone, and how often one document of 16 that was planted is ranked first:",
        _lines(["deviation", "mix / difference, mean", "5th percentile", *(f"{100 * jump:.0f} points" for jump in JUMPS)], _others()),
        machine(("numpy", "scipy", "pandas")),
    ]
    write_between("shifts", "\n\n".join(text))


def _others() -> Iterator[list[str]]:
    for deviation in (0.08, 0.12):
        shares = share_put_down_to_mix(deviation)
        firsts = (f"{driver_first(8, jump, deviation):.3f}" for jump in JUMPS)
        yield [f"{deviation:.2f}", f"{shares.mean():.3f}", f"{np.percentile(shares, 5):.3f}", *firsts]


if __name__ == "__main__":
    main()
