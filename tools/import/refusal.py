# SPDX-License-Identifier: MIT
"""Why a file is not imported."""


class Refused(Exception):
    """Carries one sentence for the user, which names the layer or the place in the file. Everything that a reader
    finds wrong is said by it: no other exception leaves a reader, whatever the file holds."""
