"""One file a command: its ``command`` is the click command, and its name is the file's."""
