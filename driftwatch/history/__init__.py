"""What git knows of a source: its captures, since when a fact stands, what became of each finding."""
