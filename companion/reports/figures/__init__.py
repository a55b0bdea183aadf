"""What analysts draw of a selection: one file a figure, and what all share in ``figure``."""
