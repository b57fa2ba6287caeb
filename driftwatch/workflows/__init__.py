"""The verbs: the only place where the order of stages is written."""
