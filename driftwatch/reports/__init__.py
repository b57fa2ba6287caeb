"""Report to text: one function a format."""
