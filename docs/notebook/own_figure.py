# %% [markdown]
"""Draw a figure of your own: the share of one theme by kind of source, with bands from resampled documents.

    .venv/bin/python docs/notebook/own_figure.py [FOLDER] [THEME] [FIGURE]

FOLDER has a folder csv/ in it: OUTPUTS of a run, or an unpacked research package. Each "# %%" begins a cell: editors that know notebooks
(Jupyter with jupytext, VS Code, Spyder) show this file as one; plain Python runs it from top to bottom, with the packages that Themeline has.
"""

# %% Which run, which theme (its id in the codebook), and where the figure goes
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
from matplotlib import rc_context
from matplotlib.figure import Figure

given = sys.argv[1:4]
folder, theme, target = Path(given[0] if given else "outputs"), (given[1:] or ["faith"])[0], Path((given[2:] or ["own-figure.png"])[0])
kind_of_file = target.suffix.lower().removeprefix(".")
if kind_of_file not in {"png", "svg"}:
    sys.exit(f"{target} is neither SVG nor PNG. Name it .svg or .png.")

# %% [markdown]
# One row a document and theme: n_segments passages that could carry it, n_assigned that do, and their ratio, share. Documents without
# such passages have no share and are left out. Keys join tables; "validate" stops the script if a key is there twice.

# %% Two tables become one: the share of the theme in each document, with what the document is
documents = pd.read_csv(folder / "csv" / "documents.csv")
if "cluster_id" not in documents:  # a package does not say which documents share a source: each is then taken as one of its own
    documents["cluster_id"] = documents["document_id"]
themes = pd.read_csv(folder / "csv" / "document_themes.csv")
if theme not in set(themes["theme_id"]):
    sys.exit(f"No theme {theme!r} in {folder}. There are: {', '.join(sorted(set(themes['theme_id'])))}.")
coded = themes[(themes["theme_id"] == theme) & (themes["n_segments"] > 0)]
shares = coded.merge(documents[["document_id", "source_type", "cluster_id"]], on="document_id", validate="many_to_one").dropna(subset="source_type")

# %% [markdown]
# Passages of one document are alike, and so are documents of one source. So sources are drawn anew, with replacement, and the mean over
# documents is taken each time: the middle 95% of these means is the band. Below three sources there is none. The report's bands are made
# alike and then widened where sources are few; these here are not, and are too narrow with fewer than about ten.

# %% The mean share of each kind of source, and its band
draws, rng = 2000, np.random.default_rng(0)  # a seed, so that the figure is the same every time
rows = []
for kind, own in shares.groupby("source_type"):
    sources = own.groupby("cluster_id")["share"].agg(["sum", "count"]).to_numpy()
    drawn = sources[rng.integers(len(sources), size=(draws, len(sources)))].sum(axis=1)
    low, high = np.quantile(drawn[:, 0] / drawn[:, 1], [0.025, 0.975]) if len(sources) >= 3 else (np.nan, np.nan)
    rows.append({"kind": kind, "n": len(own), "sources": len(sources), "share": own["share"].mean(), "low": low, "high": high})
table = pd.DataFrame(rows, columns=["kind", "n", "sources", "share", "low", "high"]).sort_values("share", ignore_index=True)

# %% The same numbers as text, for those who cannot see the figure
for row in table.to_dict("records"):
    band = f", band {row['low']:.1%} to {row['high']:.1%}" if row["sources"] >= 3 else ", too few sources for a band"
    print(f"{theme} in {row['kind']}: {row['share']:.1%} of passages, mean over n = {row['n']} documents{band}")

# %% The figure: a point for each kind, a line for its band, n beside every share
figure = Figure(figsize=(6, 0.9 + 0.45 * len(table)), layout="constrained")
axes = figure.subplots()
axes.hlines(table.index, 100 * table["low"], 100 * table["high"], color="#0072B2", linewidth=2)
axes.plot(100 * table["share"], table.index, "o", color="#0072B2")
axes.set_yticks(table.index, [f"{row['kind'].replace('_', ' ')} (n = {row['n']})" for row in table.to_dict("records")])
axes.set(xlabel=f"passages with the theme “{theme}” (%)\nmachine-coded, mean over documents", xlim=(0, None), ylim=(-0.6, len(table) - 0.4))
drawn_as = BytesIO()  # so that no file is begun that cannot be finished
with rc_context({"svg.hashsalt": "own figure"}):  # without random ids and, by "metadata", without a clock: the same tables give the same bytes
    figure.savefig(drawn_as, format=kind_of_file, dpi=150, metadata={"Date" if kind_of_file == "svg" else "Software": None})
target.write_bytes(drawn_as.getvalue())
