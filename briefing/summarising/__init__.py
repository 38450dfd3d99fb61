"""Summaries: printable units, their weight, and the claims taken from them or written by a model."""
