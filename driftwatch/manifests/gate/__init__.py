"""The release checklist of a manifest, and what counts as evidence for it."""
