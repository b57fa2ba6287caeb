"""What people write by hand, with line and column: values, what is wrong with them, and how both are told.

driftwatch.toml and manifests are read with it, so that a mistake in either is told the same way.
"""
