"""Review, preview links, calendar, bundles, checks and reminders."""
