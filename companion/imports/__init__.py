"""Files of other programs, read into observations: one file a format."""
