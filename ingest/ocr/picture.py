"""A page as a picture, made ready to be read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.document import Box

Pixels = NDArray[np.uint8]
"""Grey values, rows by columns: 0 is black ink, 255 white paper."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page made ready: upright, level, even in light, without seal and coloured pen.

    `scale` is pixels a point; a pixel (x, y) of `pixels` stands at (x / scale, y / scale) points from the top left of the page
    as it is shown upright and level.
    """

    pixels: Pixels
    scale: float

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        return float(self.pixels.shape[0] / self.scale)

    def cut(self, box: Box) -> Pixels:
        """The pixels inside a box given in points."""
        x0, top, x1, bottom = (round(edge * self.scale) for edge in box)
        return self.pixels[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)]
