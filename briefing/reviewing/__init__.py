"""Reviewing: a page beside its source for a person to decide on, and the decisions applied.

One rule: what a person writes is held against the source like what a model writes; no edit is taken on trust.
"""
