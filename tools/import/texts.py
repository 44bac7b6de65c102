# SPDX-License-Identifier: MIT
"""Texts out of other people's files."""


def printable(text):
    """Without line ends and what else would steer a terminal: names go into sentences."""
    return text if text.isprintable() else "".join(one if one.isprintable() else "\ufffd" for one in text)
