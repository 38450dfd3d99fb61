"""Extracting: who is named, who said what, which figures stand in an article."""
