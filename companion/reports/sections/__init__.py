"""What a report is made of: one file a section; ``companion/reports/contents.py`` has their order."""
