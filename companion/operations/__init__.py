"""What a person can do, each once: called by the command, the handler and the window's job alike."""
