"""The floor: a function that returns the bytes of one page, headers included, and does no more."""

import os
import urllib.request

with urllib.request.urlopen(os.environ["BENCH_PAGE"], timeout=30) as page:
    HEADERS = [
        (name, value)
        for name, value in page.headers.items()
        if name.lower() not in {"server", "date", "connection"}
    ]
    BODY = page.read()


def application(environ, start_response):
    """Answer; a form that nobody reads would end the connection."""
    environ["wsgi.input"].read()
    start_response("200 OK", HEADERS)
    return (BODY,)
