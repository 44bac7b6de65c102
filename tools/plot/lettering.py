# SPDX-License-Identifier: MIT
"""Texts of a figure that cannot be read: two on top of each other, or beyond the edge."""

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.transforms import Affine2D, Bbox

# Boxes of letters touch before letters do; in dots of the picture.
SLACK = 1.0


class Recorder(RendererAgg):
    """Draws, and notes where each text has come to stand."""

    def __init__(self, width, height, dpi):
        super().__init__(width, height, dpi)
        self.texts = []

    def draw_text(self, gc, x, y, s, prop, angle, ismath=False, mtext=None):
        if s.strip():
            width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
            upright = Bbox([[x, y - (height - descent)], [x + width, y + descent]])
            corners = Affine2D().rotate_deg_around(x, y, -angle).transform(upright.corners())
            self.texts.append((s, Bbox([corners.min(axis=0), corners.max(axis=0)])))
        super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)


def texts_of(figure):
    """[(text, its box)], as they are drawn, in dots from the upper left corner."""
    recorder = Recorder(figure.bbox.width, figure.bbox.height, figure.dpi)
    figure.draw(recorder)
    return recorder.texts


def complaints(figure):
    """A line for each pair of texts that overlap and each text that is cut off."""
    texts = texts_of(figure)
    lines = []
    for position, (text, box) in enumerate(texts):
        if (box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > figure.bbox.width + SLACK or
                box.y1 > figure.bbox.height + SLACK):
            lines.append(f"the text {text!r} is cut off")
        for other, other_box in texts[position + 1:]:
            if (min(box.x1, other_box.x1) - max(box.x0, other_box.x0) > SLACK and
                    min(box.y1, other_box.y1) - max(box.y0, other_box.y0) > SLACK):
                lines.append(f"the texts {text!r} and {other!r} overlap")
    return lines
