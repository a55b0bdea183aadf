"""A simulated world into an Eyeline database."""
