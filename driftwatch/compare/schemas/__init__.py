"""Two schemas field by field, each difference told once, where it happened."""
