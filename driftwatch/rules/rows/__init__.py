"""The rules themselves, a table an area; driftwatch.rules.rule says what a row is."""
