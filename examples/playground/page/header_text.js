// SPDX-License-Identifier: MIT
// A network as C and C++, as tools/export writes it (model_files.cpp), out of numbers alone.

/** A float as C++ spells it in hexadecimal: every bit, the same for every compiler. */
export function literal(value) {
    const view = new DataView(new ArrayBuffer(4));
    view.setFloat32(0, value);
    const bits = view.getUint32(0);
    const sign = bits >>> 31 ? '-' : '';
    let exponent = bits >>> 23 & 255, fraction = bits & 0x7fffff;
    if (exponent === 0 && fraction === 0) return `${sign}0x0p+0F`;
    exponent -= 127;
    if (exponent === -127) {  // a subnormal number is normal as a double
        exponent = -126;
        while ((fraction & 0x800000) === 0) [fraction, exponent] = [fraction * 2, exponent - 1];
        fraction &= 0x7fffff;
    }
    const digits = (fraction * 2).toString(16).padStart(6, '0').replace(/0+$/, '');
    return `${sign}0x1${digits && `.${digits}`}p${exponent < 0 ? '' : '+'}${exponent}F`;
}

function lines(values, indent, most = 100) {
    const all = [];
    let line = indent;
    [...values].forEach((value, k) => {
        const next = literal(value) + (k + 1 === values.length ? '' : ',');
        if (line.length + 1 + next.length > most) [all[all.length], line] = [line, indent];
        line += (line === indent ? '' : ' ') + next;
    });
    return [...all, line].join('\n');
}

/** NAME_model.hpp. layers: [units, activation as C++ writes it]; crc: eight hexadecimal digits. */
export function modelHeader({name, writtenBy, profile, layers, parameters, crc}) {
    const dense = layers.map(([units, activation]) => `picomlp::dense<${units}, picomlp::${activation}>`);
    return `// A trained network: its type, and its parameters as a constant for flash.
// Written by ${writtenBy}; do not edit.
#pragma once

#include <picomlp/picomlp.hpp>

namespace ${name}_model {

// clang-format off
static_assert(picomlp::profile == picomlp::rounding_profile::${profile},
    "picomlp: ${name}_model.hpp was exported for the rounding profile ${profile}, not the library's");

using network = picomlp::basic_network<
    float, picomlp::input<2>,
    ${dense.join(',\n    ')}>;

static_assert(network::parameter_count == ${parameters.length},
    "picomlp: ${name}_model.hpp does not hold as many parameters as its network");

/// picomlp::crc32_of_numbers of \`parameters.values\`, by which to tell damaged flash.
inline constexpr uint32_t parameters_crc = 0x${crc}U;

inline constexpr network::parameters parameters = {{
${lines(parameters, '    ')}}};
// clang-format on

}  // namespace ${name}_model
`;
}

/** NAME_image.h: an image as a constant for C and C++. */
export function imageHeader({name, writtenBy, image}) {
    const words = [];
    for (let at = 0; at < image.length; at += 8) {
        const bytes = [...image.subarray(at, at + 8)];
        while (bytes.length < 8) bytes.push(0);
        words.push(`0x${bytes.reverse().map(byte => byte.toString(16).padStart(2, '0')).join('')}U`);
    }
    const rows = [];
    for (let at = 0; at < words.length; at += 4) rows.push(words.slice(at, at + 4).join(', '));
    return `// A trained model as an image, for C and C++: picomlp_model_open() opens it where it lies.
// Written by ${writtenBy}; do not edit.
#pragma once

#include <stdint.h>

// clang-format off
static const uint64_t ${name}_image[${words.length}] = {
    ${rows.join(',\n    ')}};
// clang-format on
`;
}
