"""People who belong: accounts, profiles, consent."""
