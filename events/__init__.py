"""Where we meet: events, registration, calendar."""
