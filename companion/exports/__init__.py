"""The formats in which a selection leaves: one file each, found by its name; each writes rows of ``core/facts.py``."""
