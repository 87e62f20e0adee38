"""Who may register for what: pools of seats, categories that count in them, access codes."""
