"""What the companion's window asks and is answered, as wire models: one file a subject."""
