"""The repository that keeps the snapshots: reading captures, and committing one whole or not at all."""
