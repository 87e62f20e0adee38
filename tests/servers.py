"""Prints DATABASE_URL and REDIS_URL of the machine's own servers where both answer, for CI."""

import os

import psycopg
import redis

DATABASE = os.environ.get("CI_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("CI_REDIS_URL", "redis://127.0.0.1:6379/5")


def answering() -> dict[str, str]:
    """Return the two addresses, or nothing when one of the servers does not answer."""
    try:
        psycopg.connect(DATABASE, connect_timeout=3).close()
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except (psycopg.OperationalError, redis.RedisError):
        return {}
    return {"DATABASE_URL": DATABASE, "REDIS_URL": REDIS}


if __name__ == "__main__":
    print(" ".join(f"{name}={value}" for name, value in answering().items()))
