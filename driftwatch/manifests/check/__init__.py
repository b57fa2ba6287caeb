"""Manifests held against a snapshot: what they claim and the documentation does not say."""
