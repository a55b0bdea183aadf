"""What was collected, written for other programs: one file a format."""
