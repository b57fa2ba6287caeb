"""The data that sites of apiDoc load: calls, fields and failures."""
