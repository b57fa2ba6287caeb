"""What drifted is taken into a manifest: what can be written without a guess, and what is left to people."""
