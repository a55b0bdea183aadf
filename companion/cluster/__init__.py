"""The hand-off of large work to a distributed engine."""
