"""What is new, by section, for feed readers: Atom (RFC 4287) and JSON Feed 1.1."""
