"""OpenAPI and Swagger documents to facts, and what they say against themselves."""
