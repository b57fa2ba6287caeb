"""For a team's own tests."""
