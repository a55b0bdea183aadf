"""What becomes of a table's rows: one file each for ties, accounts, posts, and lists of one's own."""
