"""Settings from the environment: `dev`, `test` and `production`, each on top of `base`."""
