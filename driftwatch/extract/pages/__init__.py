"""What a page states as a whole: its words, notices, limits, base URLs, and how much of it is understood."""
