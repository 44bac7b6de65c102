# SPDX-License-Identifier: MIT
"""What an image that is imported has besides its network: a number type, a profile and test vectors of its own."""
import argparse

import numpy

import comparison
import ours
from refusal import Refused

NUMBER, PROFILE, VECTORS = "float", "separate", 4


def settled(asked, source):
    """The options, where they are not given as the image has them."""
    own = source.image[0] if source.image else None
    is_same = own is not None and asked.number in (None, own.network.number) and asked.profile in (None, own.profile)
    return argparse.Namespace(**{
        **vars(asked),
        "number": asked.number or (own.network.number if own else NUMBER),
        "profile": asked.profile or (own.profile if own else PROFILE),
        # Of the image alone, whose outputs are of its number type and profile.
        "keeps_vectors": is_same and asked.vectors is None and own.network.vectors is not None,
        "vectors": VECTORS if asked.vectors is None else asked.vectors,
    })


def kept(source, asked):
    """The image's bytes, where it says everything that a new one would; otherwise None."""
    if not asked.keeps_vectors or asked.features or asked.classes:
        return None
    return source.image[1]


def vectors_told(source, network, name, c_files, asked):
    """A sentence for the report about the image's test vectors, or None where there are none. Refused where our outputs
    should have their bits and have not."""
    if not source.image or source.image[0].network.vectors is None:
        return None
    own = source.image[0]
    x, expected = own.network.vectors
    given = ours.outputs_of(network, name, c_files, x)
    count = f"the image's {len(x)} test vectors" if len(x) > 1 else "the image's test vector"
    if given.are_exact and (network.number, asked.profile) == (own.network.number, own.profile):
        differ = given.y.view(numpy.uint8) != expected.view(numpy.uint8)
        if not differ.any():
            return f"Outputs are those of {count}, bit for bit."
        sample, output = numpy.argwhere(differ.reshape(*expected.shape, -1).any(axis=2))[0]
        raise Refused(f"the image fails its own test: of its test vector {sample}, output {output} should be "
                      f"{expected[sample, output]:.9g} and is {given.y[sample, output]:.9g}")
    found = comparison.compared(given.y, expected, "")
    why = f"which are of {own.network.number}, {own.profile}" if given.are_exact else "by NumPy"
    return f"Outputs are within {found.relative:.2g} of the largest one of {count}, {why}."
