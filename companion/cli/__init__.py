"""The command line: the table of commands, what they share, and each command in a file of its own."""
