"""How pages name a call: headings, lines, tables, samples, sentences."""
