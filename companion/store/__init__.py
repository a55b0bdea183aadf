"""Where everything is kept: one SQLite file, one writer, readers that never wait."""
