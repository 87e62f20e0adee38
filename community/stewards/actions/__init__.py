"""The deeds of stewards: with people, with organisations, with files."""
