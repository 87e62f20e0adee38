"""Groups: one person brings others to an event, each with a registration of their own."""
