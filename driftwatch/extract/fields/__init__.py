"""Fields as pages document them: tables, lists, headings, components, sentences."""
