"""Pure functions and models: no I/O, no clock, no randomness that is not passed in."""
