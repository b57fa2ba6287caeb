"""The nouns of driftwatch: frozen values that every other layer speaks in."""
