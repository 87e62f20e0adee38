"""A publication in the forms that reference managers, catalogues and harvesters read."""
