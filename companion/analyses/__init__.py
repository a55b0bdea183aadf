"""The analyses: one file each, found by its name; each reads a selection from the store and asks the core."""
