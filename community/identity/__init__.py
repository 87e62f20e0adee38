"""Second factors, passkeys, other identity providers, devices and limits."""
