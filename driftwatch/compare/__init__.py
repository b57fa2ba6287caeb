"""Snapshot by snapshot to changes: what differs, told once, without judging it."""
