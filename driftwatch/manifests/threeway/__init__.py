"""Documented, relied on, observed: where the third witness parts from the other two."""
