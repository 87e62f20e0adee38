"""Own questions of an event: what is asked, of whom, what was answered, and for how long."""
