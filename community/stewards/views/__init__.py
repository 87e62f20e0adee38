"""The screens of the stewards' desk."""
