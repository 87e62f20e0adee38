"""What is known once an event is over: what people thought of it, and what came of it."""
