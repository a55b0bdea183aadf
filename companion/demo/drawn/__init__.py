"""Drawn avatars: one file a motif. Each gives an RGB picture of SIDE × SIDE; ``place`` picks
the variant, so that those in one list differ, and the random generator the rest."""
