"""Which documents belong to a source, and how each of them fared: the one home of what *removed* means."""
