"""What formats share: rows counted and left out, text of any encoding, XML without its dangers, batches."""
