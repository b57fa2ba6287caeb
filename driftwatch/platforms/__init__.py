"""How a documentation site is laid out: one pure class a platform, chosen by content."""
