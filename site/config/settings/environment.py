"""Where the site lies and what the environment says; read before any setting asks for it."""

from pathlib import Path

import environ

PACKAGE = Path(__file__).resolve().parent.parent  # .../config
ROOT = PACKAGE.parent.parent  # the checkout, when run from one

env = environ.Env()
if (ROOT / ".env").is_file():
    env.read_env(ROOT / ".env")
VAR = Path(env.str("VAR_DIR", default=str(ROOT / "var")))
