"""The joined style sheets: nothing lost, nothing heavy, made anew when a part changes."""

import gzip
import os
import posixpath
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from pages import css
from pages.css import SHEETS, SOURCES, JoinedSheetFinder, join, parts, squeeze

KILOBYTE = 1024


@pytest.fixture
def finder(tmp_path, settings):
    settings.JOINED_SHEETS_DIR = tmp_path
    return JoinedSheetFinder()


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_css", ".css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder / "list.css"


def test_parts_are_joined_in_order_each_in_its_layer(tmp_path):
    manifest = write(
        tmp_path,
        list_css='@layer a, b;\n@import "one.css" layer(a);\n@import "two.css" layer(b);\n'
        '@import "three.css" layer(b);',
        one_css="p { color: red; }",
        two_css="b { top: 1px; }",
        three_css="i { top: 2px; }",
    )
    assert join(manifest) == ("@layer a,b;@layer a{p{color:red}}\n@layer b{b{top:1px}i{top:2px}}\n")


def test_a_part_without_a_layer_stays_outside_of_all(tmp_path):
    manifest = write(tmp_path, list_css='@import "fonts.css";', fonts_css="@font-face { src: x; }")
    assert join(manifest) == "@font-face{src:x}\n"


def test_addresses_are_seen_from_the_folder_of_the_list(tmp_path):
    manifest = write(
        tmp_path,
        list_css='@import "components/rule.css" layer(c);',
        components__rule_css='a { mask: url("../../img/ring.svg") }',
    )
    assert 'url("../img/ring.svg")' in join(manifest)


def test_a_list_that_names_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError):
        join(write(tmp_path, list_css='@import "gone.css" layer(a);'))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a { /* why */ color: red; }", "a{color:red}"),
        ('a::before { content: "a ; b { /* c */ }"; }', 'a::before{content:"a ; b { /* c */ }"}'),
        ("a { width: calc(1px + 2px); }", "a{width:calc(1px + 2px)}"),
        (".a :is(b, c) { top: 0; }", ".a :is(b,c){top:0}"),
        ("a:hover :focus { top: 0.5em; }", "a:hover :focus{top:.5em}"),
        ("a { margin: -0.5em 10.05em; }", "a{margin:-.5em 10.05em}"),
        ("@media (width >= 68rem) { a { top: 0 } }", "@media (width>= 68rem){a{top:0}}"),
        ("@media (width < 40rem) { a { top: 0 } }", "@media (width<40rem){a{top:0}}"),
        (
            'a::before { content: "/" / ""; font: 1rem / 1.5 x }',
            'a::before{content:"/" / "";font:1rem/1.5 x}',
        ),
    ],
)
def test_only_what_means_nothing_is_squeezed_out(written, meant):
    assert squeeze(written) == meant + "\n"


@pytest.mark.parametrize("manifest", SHEETS.values())
def test_no_rule_is_lost_in_joining(manifest):
    source = "".join(path.read_text() for path in parts(SOURCES / manifest)[1:])
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    layers = join(SOURCES / manifest).count("@layer ") - 1
    assert join(SOURCES / manifest).count("{") == source.count("{") + layers


def test_every_file_of_the_folder_is_in_a_list():
    listed = {part for manifest in SHEETS.values() for part in parts(SOURCES / manifest)}
    assert {*SOURCES.rglob("*.css")} == listed


def test_every_address_in_a_sheet_exists():
    for manifest in SHEETS.values():
        for address in re.findall(r'url\("([^"]+)"\)', join(SOURCES / manifest)):
            target = posixpath.normpath(f"css/{address}")
            assert finders.find(target), address


def test_the_sheet_of_every_page_weighs_at_most_thirty_kilobytes():
    assert len(join(SOURCES / "inspire.css").encode()) <= 30 * KILOBYTE


def test_all_sheets_together_weigh_half_of_that_on_the_wire():
    whole = "".join(join(SOURCES / manifest) for manifest in SHEETS.values())
    assert len(gzip.compress(whole.encode())) <= 15 * KILOBYTE


def test_a_first_view_leaves_room_for_its_words_and_pictures():
    fonts = [finders.find(f"fonts/{name}-latin.woff2") for name in ("commissioner", "literata")]
    drawn = [finders.find(f"img/{name}") for name in ("icons.svg", "eu-emblem.svg", "mark.svg")]
    weight = sum(Path(path).stat().st_size for path in [*fonts, *drawn])
    assert weight <= 110 * KILOBYTE


def test_the_finder_offers_the_joined_sheet_to_server_and_collectstatic(finder, tmp_path):
    found = finder.find("css/site.css")
    assert Path(found).read_text() == join(SOURCES / "inspire.css")
    assert finder.find("css/site.css", find_all=True) == [found]
    assert finder.find("css/tokens.css") == []
    listed = {path: storage.path(path) for path, storage in finder.list(None)}
    assert listed.keys() == SHEETS.keys()
    assert listed["css/site.css"] == str(tmp_path / "css" / "site.css") == found


def test_the_finder_leaves_out_what_collectstatic_ignores(finder):
    listed = [path for path, _ in finder.list(["css/site*"])]
    assert listed == [path for path in SHEETS if path != "css/site.css"]


def test_a_joined_sheet_is_made_anew_when_a_part_is_newer(finder, tmp_path, monkeypatch):
    manifest = write(tmp_path, list_css='@import "one.css" layer(a);', one_css="p { top: 1px }")
    monkeypatch.setattr(css, "SOURCES", tmp_path)
    monkeypatch.setattr(css, "SHEETS", {"out.css": manifest.name})
    target = Path(finder.find("out.css"))
    assert "1px" in target.read_text()
    kept = target.stat().st_ino
    assert Path(finder.find("out.css")).stat().st_ino == kept
    (tmp_path / "one.css").write_text("p { top: 2px }")
    later = target.stat().st_mtime_ns + 10**9
    os.utime(tmp_path / "one.css", ns=(later, later))
    assert "2px" in Path(finder.find("out.css")).read_text()
