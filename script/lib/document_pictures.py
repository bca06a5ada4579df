"""Small pictures of pages of the five sample documents for docs/screenshots; needs poppler-utils."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image

from perfeval.documents.output import named_document
from tests.documents.cases import case

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAGES = {
    "gaoyi-2022": (1, 2, 19, 20),
    "jincheng-2022": (1, 2, 4, 38),
    "miluo-2023": (1, 2, 7, 8),
    "qinhuangdao-2023": (1, 3, 4, 6),
    "xundian-2023": (1, 2, 4, 33),
}
"""Pages (from 1) that show what the document is like."""

DOTS_PER_INCH, GAP = 36, 6
POPPLER = shutil.which("pdftoppm") or "pdftoppm"


def picture(pdf: bytes, pages: tuple[int, ...]) -> Image.Image:
    """These pages side by side on grey."""
    drawn = [Image.open(io.BytesIO(_page(pdf, number))) for number in pages]
    width = sum(page.width + GAP for page in drawn) + GAP
    sheet = Image.new("L", (width, max(page.height for page in drawn) + 2 * GAP), 160)
    left = GAP
    for page in drawn:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    return sheet.quantize(16)


def _page(pdf: bytes, number: int) -> bytes:
    chosen = ["-f", str(number), "-l", str(number), "-r", str(DOTS_PER_INCH)]
    return subprocess.run([POPPLER, "-gray", "-png", *chosen, "-"], input=pdf, capture_output=True, check=True).stdout


def main() -> None:
    """Write the pictures of all samples."""
    for slug, pages in PAGES.items():
        target = FOLDER / f"document-{slug}.png"
        picture(named_document(*case(slug))[1].pdf, pages).save(target, optimize=True)
        sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
