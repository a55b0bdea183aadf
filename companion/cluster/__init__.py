"""The hand-off of large work to a distributed engine.

Nothing here measures or counts by itself: the same functions as on one machine run on the workers of a Dask scheduler.
"""
