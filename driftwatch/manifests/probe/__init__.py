"""What the live API is asked of a manifest, and what its answers are worth; nothing is sent from here."""
