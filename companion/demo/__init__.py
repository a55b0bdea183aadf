"""Veranda, a made-up social site that the companion serves, so that one can try Eyeline with nobody's data."""
