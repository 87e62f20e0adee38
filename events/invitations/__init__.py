"""Personal invitations to events: sent, opened, answered, reminded of, taken back."""
