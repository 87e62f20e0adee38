"""Who: members, organisations, consent; later discussions and opportunities."""
