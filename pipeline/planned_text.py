"""Write a plan of coding as lines of text."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pipeline.schema import tuples
from pipeline.wording import count, points


def needed(plan: pd.DataFrame, half_width: float) -> pd.DataFrame:
    """Return for each theme the first row of a plan whose interval is narrow enough; the last always is, since all are coded then."""
    enough = plan[(plan["half_width"] <= half_width) | (plan["codes"] == plan.groupby("theme_id")["codes"].transform("max"))]
    return enough.groupby("theme_id", sort=False).head(1)


def show_plan(plan: pd.DataFrame, half_width: float) -> Sequence[str]:
    """Return lines: how many codes each theme needs for a half-width (0 to 1), then the half-widths by number of codes."""
    coded = int((plan["codes"] - plan["more"]).max())
    said = [
        f"Coded by now: {count(coded, 'segment')} drawn by chance; of a theme that was redefined since, those coded by its definition are counted."
        if coded
        else "No segment that was drawn by chance is coded yet: precision and recall of the coder are assumed.",
        f"For plus or minus {points(half_width, signed=False)} points (95% interval of the share of all codable segments; the coder's error alone):",
    ]
    for row in tuples(needed(plan, half_width)):
        few = f"assumed: too few of its {int(row.codes - row.more):,} codes have the machine's code, or lack it" if coded else "assumed"
        basis = "found in the draw" if row.basis == "draw" else few
        rates = f"precision {row.precision:.2f}, recall {row.recall:.2f} {basis}"
        said.append(f"  {row.theme_id:<20} {count(int(row.codes), 'code')} in all, {int(row.more):,} more ({rates})")
    said.append(
        "Of these documents alone, and of segments: the report shows means over documents, by place and period too, which are less sure. How far "
        "documents differ among each other sets a bound to these that no number of codes undercuts."
    )
    wide = plan.pivot(index="codes", columns="theme_id", values="half_width")
    widths = [max(12, len(name)) for name in wide.columns]
    heads = "  ".join(f"{name:>{width}}" for name, width in zip(wide.columns, widths, strict=True))
    said += ["", "Half-width in points by number of codes:", f"  codes  {heads}"]
    said += [
        f"  {int(n):5d}  " + "  ".join(f"{points(value, signed=False):>{width}}" for value, width in zip(line, widths, strict=True))
        for n, line in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    return [*said, "", "Draw them with: themeline coding-sample (make coding-sample N=number)"]
