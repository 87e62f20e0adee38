"""Events that belong together: their page, registering for several dates, copies of an event."""
