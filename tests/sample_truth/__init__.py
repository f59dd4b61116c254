"""The shipped sample corpus: what its writers wrote, how its files are made, and what is true of it."""
