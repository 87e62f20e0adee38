"""Commands of the vocabulary room."""
