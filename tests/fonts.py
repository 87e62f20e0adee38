"""Makes the static fonts of typeset documents from the site's own variable ones: `make fonts`.

The site's fonts come in one file a script, which a browser likes and a typesetter does not. Each
weight that documents use is fixed, freed of what needs another file, and joined across scripts.
The names of people know no borders: four further scripts come from Noto, in one weight. To make
those again, `pip install manimgx-fonts==2026.9.26.post1` first, which packages their sources.
"""

import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT: Final = Path(__file__).parent.parent
SOURCES: Final = ROOT / "site" / "pages" / "static" / "fonts"
MADE: Final = ROOT / "site" / "typeset" / "fonts"
SCRIPTS: Final = ("latin", "latin-ext", "greek", "cyrillic")
# Family, weight, style: what documents are set in, and no more.
FACES: Final = (
    ("Commissioner", 400, "Regular"),
    ("Commissioner", 600, "SemiBold"),
    ("Literata", 400, "Regular"),
    ("Literata", 600, "SemiBold"),
    ("Literata", 400, "Italic"),
)
# Scripts of which the site's own fonts know nothing; read on the papers of events.
FURTHER: Final = ("Arabic", "Armenian", "Georgian", "Hebrew")
SHAPING: Final = [
    "calt",
    "ccmp",
    "fina",
    "init",
    "isol",
    "kern",
    "liga",
    "mark",
    "medi",
    "mkmk",
    "rlig",
]


def make(family: str, weight: int, style: str) -> Path:
    """Write one static font with all scripts and return where it is."""
    with tempfile.TemporaryDirectory() as folder:
        parts = [str(_part(Path(folder), path, weight)) for path in _sources(family, style)]
        font = Merger().merge(parts)
    _name(font, family, weight, style)
    target = MADE / f"{family}-{style}.ttf"
    font.save(target)
    return target


def make_further(script: str, folder: Path) -> Path:
    """Write the regular weight of one of Noto's scripts and return where it is."""
    font = TTFont(folder / f"NotoSans{script}[wght].ttf")
    font = instancer.instantiateVariableFont(font, {"wght": 500})
    subsetter = Subsetter(Options(layout_features=SHAPING))
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    _name(font, f"Noto Sans {script}", 400, "Regular")
    target = MADE / f"NotoSans{script}-Regular.ttf"
    font.save(target)
    return target


def _sources(family: str, style: str) -> list[Path]:
    end = "-italic" if style == "Italic" else ""
    paths = [SOURCES / f"{family.lower()}-{script}{end}.woff2" for script in SCRIPTS]
    return [path for path in paths if path.is_file()]


def _part(folder: Path, path: Path, weight: int) -> Path:
    font = TTFont(path)
    wanted = {"wght": weight, "opsz": 12, "slnt": 0, "FLAR": 0, "VOLM": 0}
    if "fvar" in font:  # the italics have one weight
        axes = {axis.axisTag for axis in font["fvar"].axes}
        font = instancer.instantiateVariableFont(
            font, {tag: value for tag, value in wanted.items() if tag in axes}
        )
    options = Options(layout_features=["kern", "mark", "mkmk", "locl", "tnum", "lnum", "ccmp"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    target = folder / f"{path.stem}.ttf"
    font.flavor = None
    font.save(target)
    return target


def _name(font: TTFont, family: str, weight: int, style: str) -> None:
    """Give the font the names and numbers by which a typesetter chooses it."""
    names = font["name"]
    for record in (1, 16):
        names.setName(family, record, 3, 1, 0x409)
    for record in (2, 17):
        names.setName(style, record, 3, 1, 0x409)
    names.setName(f"{family} {style}", 4, 3, 1, 0x409)
    names.setName(f"{family}-{style}", 6, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    is_italic, is_bold = style == "Italic", weight >= 600
    font["OS/2"].fsSelection = (1 if is_italic else 0) | (32 if is_bold else 0) or 64
    font["head"].macStyle = (1 if is_bold else 0) | (2 if is_italic else 0)


def main() -> None:
    """Make every face and say how large each is."""
    made = [make(*face) for face in FACES]
    package = find_spec("manimgx_fonts")
    if package and package.origin:
        made += [make_further(script, Path(package.origin).parent) for script in FURTHER]
    else:
        print("Noto's scripts stay as they are: their sources are not installed.")
    for target in made:
        print(f"{target.relative_to(ROOT)}  {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
