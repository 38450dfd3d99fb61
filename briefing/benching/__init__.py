"""Benching: how many errors the locks catch, how often they are wrong, how fast and how large it all is.

Errors of each kind are put into sentences of articles by code and by lot, true rewrites beside them;
the locks are run on both. One rule: an edit is an error only where the article does not bear it out.
"""
