"""Writes JSON so that it can stand inside a script element."""

import json
from typing import Any, Final

# Nothing in the data may end the element or open a comment (HTML, section 4.12.1.3), and two line
# ends that JSON allows were none in older scripts (ECMA-262, 11.3).
ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def as_script_text(data: dict[str, Any]) -> str:
    """Return data as JSON without any sign that HTML would read."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    # A lone surrogate cannot be sent as UTF-8.
    return written.translate(ESCAPES).encode("utf-8", "replace").decode()
