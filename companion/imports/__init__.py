"""The formats that are read: one file each, found by its name; ``reading`` and ``platforms`` have what they share."""
