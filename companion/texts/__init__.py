"""What Eyeline says to people: one folder a language, one file an area, and an engine in Python and in TypeScript."""
