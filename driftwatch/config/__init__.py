"""driftwatch.toml: what is watched and how it is judged."""
