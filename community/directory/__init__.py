"""People and organisations as others find them."""
