"""Text to facts: pure readers that the platforms share."""
