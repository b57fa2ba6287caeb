"""The history of the sources as pages, a feed and a badge."""
