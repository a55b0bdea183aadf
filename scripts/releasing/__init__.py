"""What a release holds beside what is built."""
