"""JSON, YAML and literals of scripts to JSON values, safely."""
