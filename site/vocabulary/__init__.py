"""The words everyone shares: controlled vocabularies with stable ids and labels in five languages."""
