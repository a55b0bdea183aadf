"""The HTTP server: its URL table, the guards before it, and one file of handlers a subject."""
