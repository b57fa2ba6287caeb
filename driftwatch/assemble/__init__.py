"""STATEMENTS -> SNAPSHOT: what many documents state becomes one sorted set of facts; pure."""
