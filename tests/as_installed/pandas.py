"""On PYTHONPATH of every Eyeline that tests start: no person's installation has pandas, which costs each start."""

raise ImportError("pandas is there for the tests only")
