"""Remakes symbackprop/report/html/math.woff2: TeX Gyre Pagella Math with the characters listed in characters.txt.

Needs fonttools and brotli, and the font (Debian: fonts-texgyre-math):

    python tools/subset_math_font.py [texgyrepagella-math.otf]
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/texmf/fonts/opentype/public/tex-gyre-math/texgyrepagella-math.otf")
TARGET = Path(__file__).parent.parent / "symbackprop" / "report" / "html" / "math.woff2"
FAMILY = "Symbackprop Math"

CHARACTERS = TARGET.with_name("characters.txt").read_text(encoding="utf-8").replace("\n", "")
IN_SCRIPTS = "0123456789abcdefghijklmnopqrstuvwxyz′" + "𝑎𝑏𝑐𝑑𝑒𝑓𝑔ℎ𝑖𝑗𝑘𝑙𝑚𝑛𝑜𝑝𝑞𝑟𝑠𝑡𝑢𝑣𝑤𝑥𝑦𝑧"
"""The characters whose forms for subscripts and superscripts are kept; all others are only made smaller."""


def _keep_script_forms(font: TTFont) -> None:
    glyphs = {font.getBestCmap()[ord(character)] for character in IN_SCRIPTS}
    substitutions = font["GSUB"].table
    for record in substitutions.FeatureList.FeatureRecord:
        for index in record.Feature.LookupListIndex if record.FeatureTag == "ssty" else ():
            for table in substitutions.LookupList.Lookup[index].SubTable:
                table.alternates = {base: forms for base, forms in table.alternates.items() if base in glyphs}


def main(source: Path) -> None:
    """Writes the subset under a name of its own, as the font's licence asks, with the same bytes every time."""
    options = subset.Options(
        flavor="woff2",
        layout_features=["ssty", "kern"],
        hinting=False,
        desubroutinize=True,
        recalc_timestamp=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
    )
    font = TTFont(source, recalcTimestamp=False)
    _keep_script_forms(font)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    for name_id, text in ((1, FAMILY), (3, f"{FAMILY} (subset)"), (4, FAMILY), (6, FAMILY.replace(" ", ""))):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames[0] = FAMILY.replace(" ", "")
    top.topDictIndex[0].FullName = top.topDictIndex[0].FamilyName = FAMILY
    if missing := sorted(set(CHARACTERS) - set(map(chr, font.getBestCmap()))):
        raise SystemExit(f"{source} lacks {' '.join(missing)}")
    subset.save_font(font, TARGET, options)
    sys.stdout.write(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(set(CHARACTERS))} characters\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE)
