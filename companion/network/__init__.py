"""A selection's lists and graphs, read from the store for the core."""
