"""Observations of the live API: shapes of what was sent and answered, never a value."""
