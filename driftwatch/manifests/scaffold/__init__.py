"""A manifest written from what a snapshot says."""
