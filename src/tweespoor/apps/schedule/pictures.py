"""Small pictures of the way to a building: decoded, and written anew as JPEG, so that nothing else of the file is kept.

Whatever else a file holds (where a photograph was taken, by whom, a preview, a script) is gone.
"""

from __future__ import annotations

import io
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps

KINDS = ("PNG", "JPEG", "WEBP")
MOST_PIXELS = 40_000_000
"""A larger one is not decoded: a small file can hold a picture that fills the machine."""

LONGEST_SIDE = 1000
"""In pixels: sharp at the width of a telephone, and about a hundred kilobytes."""

QUALITY = 82


class NotAPicture(ValueError):
    """A file that is no picture of these kinds, or is damaged."""


class TooLargeAPicture(ValueError):
    """A picture with more pixels than are decoded."""


def as_kept(file: BinaryIO) -> bytes:
    """The picture as it is kept: upright, on white, at most `LONGEST_SIDE` pixels wide and high.

    Raises:
        NotAPicture: if it is none of `KINDS`, by its content, or is damaged.
        TooLargeAPicture: if it has more than `MOST_PIXELS` pixels.
    """
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=KINDS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise TooLargeAPicture
                return _written(opened)
    except TooLargeAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooLargeAPicture from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, ZeroDivisionError, MemoryError):
        raise NotAPicture from None


def _written(opened: Image.Image) -> bytes:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG alone: decoded at about this size
    upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    on_white = Image.new("RGB", upright.size, "white")
    on_white.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    on_white.save(made, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return made.getvalue()
