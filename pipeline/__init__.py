"""Find which passages carry which theme, and how the themes shift across documents, places and years."""
