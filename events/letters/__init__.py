"""What organisers write to the people of an event: own texts, reminders, messages, follow-up."""
