"""Manifests: what a team's integration relies on."""
