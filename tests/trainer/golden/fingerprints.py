# SPDX-License-Identifier: MIT
"""Fingerprints of types, networks and trainers, from zlib's crc32 and the bytes they are made of.

    /usr/bin/python3 tests/trainer/golden/fingerprints.py    writes fingerprints.hpp beside itself

A text counts with the zero that ends it, a number with its four bytes, the lowest first. These
values are fixed for good: data stored by one version is read by the next.
"""

import pathlib
import zlib

PROFILES = ("separate", "fused")
# Those of activations are in tests/activation/golden.
NAMES = """binary_cross_entropy huber mean_squared_error softmax_cross_entropy adam adamw
gradient_descent momentum nesterov rmsprop rprop constant_rate step_decay exponential_decay
cosine_decay inverse_time_decay class_weights clip_by_norm clip_by_value dropout l1 l2 max_norm
numpy_dropout sample_weights weight_decay""".split()


def crc(*parts):
    made = b"".join(p.encode() + b"\0" if isinstance(p, str) else p.to_bytes(4, "little")
                    for p in parts)
    return zlib.crc32(made)


def network(profile, element_bytes, inputs, *layers):
    parts = [n for outputs, activation in layers for n in (outputs, crc(activation))]
    return crc("network", PROFILES.index(profile), element_bytes, len(layers), inputs, *parts)


def trainer(net, loss, optimizer, state_arrays, batch, options, frozen):
    return crc("trainer", net, crc(loss), crc(optimizer), state_arrays, batch, len(options),
               *options, *frozen)


def main():
    lines = ["// Written by tests/trainer/golden/fingerprints.py; regenerate with: "
             "/usr/bin/python3 tests/trainer/golden/fingerprints.py",
             "// Fingerprints of types, networks and trainers (zlib).",
             "#pragma once", "", "namespace golden {", "", "// clang-format off"]
    for name in NAMES:
        lines.append(f"inline constexpr unsigned {name} = 0x{crc(name):08x};")
    lines.append(f"inline constexpr unsigned frozen = 0x{crc('frozen'):08x};")
    lines.append("inline constexpr unsigned scheduled_step_decay = "
                 f"0x{crc('scheduled', crc('step_decay')):08x};")
    warming = crc("scheduled", crc("warm_up", crc("cosine_decay")))
    lines.append(f"inline constexpr unsigned scheduled_warm_up_cosine_decay = 0x{warming:08x};")
    # By profile: separate, fused.
    small = [network(p, 4, 2, (8, "relu"), (1, "sigmoid")) for p in PROFILES]
    deep = [network(p, 8, 5, (18, "relu"), (9, "hyperbolic_tangent"), (7, "silu"), (3, "softmax"))
            for p in PROFILES]
    stored = [[crc("stored", crc(form), n) for n in small]
              for form in ("parameters", "scaled_model", "scaled_regressor")]
    plain = [trainer(n, "binary_cross_entropy", "gradient_descent", 0, 4, [], [0, 0])
             for n in small]
    options = [crc("l2"), crc("dropout"), crc("frozen"), warming]
    full = [trainer(n, "softmax_cross_entropy", "adam", 2, 16, options, [1, 0, 1, 0])
            for n in deep]
    for name, values in (("small_network", small), ("small_parameters", stored[0]),
                         ("small_scaled_model", stored[1]),
                         ("small_scaled_regressor", stored[2]), ("deep_network", deep),
                         ("plain_trainer", plain), ("full_trainer", full)):
        both = ", ".join(f"0x{value:08x}" for value in values)
        lines.append(f"inline constexpr unsigned {name}[2] = {{{both}}};")
    lines += ["// clang-format on", "", "}  // namespace golden", ""]
    pathlib.Path(__file__).with_suffix(".hpp").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
