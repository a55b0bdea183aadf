"""What each analysis answers, as wire models: one file an analysis, and what all share in ``finding``."""
