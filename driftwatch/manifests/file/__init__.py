"""The file of a manifest: read with line and column, checked, and written back."""
