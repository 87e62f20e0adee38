"""The deeds of this room, one matter a file: subscribing, issuing, forgetting."""
