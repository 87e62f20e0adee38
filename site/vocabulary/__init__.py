"""The words everyone shares: vocabularies with stable ids and labels in five languages."""
