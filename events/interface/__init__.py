"""Events for programs: a versioned API with tokens, and webhooks that tell them what happened."""
