"""The papers of an event: certificates of attendance, badges, and lists to sign."""
