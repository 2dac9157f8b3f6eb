"""Codebook answers medical coding questions from a book of YAML files, in Slack and in a terminal."""
