"""A simulated world like the case, drawn from a seed: for tests, measurements and the demo. Nobody in it is real."""
