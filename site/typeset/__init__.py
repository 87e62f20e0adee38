"""Sets documents as tagged PDF."""
