"""References that generators write as HTML with markup that is always the same."""
