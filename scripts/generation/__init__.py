"""What is generated and committed, one file for each that is written."""
