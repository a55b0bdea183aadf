"""What works in the background: measuring pictures, comparing them, and long work that a person began."""
