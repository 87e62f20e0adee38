"""The deeds of editorial life, a file for each part of it."""
