"""What we send: subscriptions, issues, editions, deliveries."""
