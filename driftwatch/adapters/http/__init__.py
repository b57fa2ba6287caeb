"""Documents over HTTP: within limits, politely, never a private address."""
