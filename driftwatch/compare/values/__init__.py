"""Schemas as sets of values: one form for all spellings, and how two sets relate."""
