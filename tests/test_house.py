"""The layout of the house: what may not happen to folders, names and floors."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [
    "config",
    "lane",
    "typeset",
    "vocabulary",
    "outbox",
    "search",
    "pages",
    "toolbox",
    "editorial",
    "discovery",
    "community",
    "events",
    "newsletters",
    "dissemination_metrics",
]
BANNED = {"utils", "helpers", "common", "core", "misc"}


def our_files(pattern: str) -> list[Path]:
    folders = ["site", "community", "events", "newsletters", "dissemination_metrics", "templates"]
    return [path for folder in folders for path in sorted((ROOT / folder).rglob(pattern))]


def test_site_is_a_folder_and_never_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_no_stranger_bears_our_names():
    owners = packages_distributions()
    for name in ROOMS:
        assert set(owners.get(name, [])) <= {"inspire-portal"}, name


def test_no_module_is_named_after_nothing():
    for path in our_files("*.py"):
        assert path.stem not in BANNED, path


def test_files_and_their_first_sentence():
    for path in our_files("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        assert len(text.splitlines()) <= 300, f"{path} is too long"
        assert not text.strip() or text.startswith('"""'), path


def test_no_template_carries_inline_script_or_style():
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>|<style|\sstyle=|\son[a-z]+="
    )
    for path in our_files("*.html"):
        if "email" in path.parts:
            continue
        found = inline.search(path.read_text())
        assert not found, f"{path}: {found and found.group()}"


def test_no_file_names_a_registry_host_or_a_private_path():
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|/root/|/work/|deb\.debian")
    for path in [*our_files("*.py"), *our_files("*.html"), *(ROOT / "requirements").glob("*.txt")]:
        found = hosts.search(path.read_text())
        assert not found, f"{path}: {found and found.group()}"


def test_migrations_carry_spoken_names():
    for path in our_files("0*.py"):
        if path.parent.name == "migrations":
            assert "auto" not in path.stem, path
