// SPDX-License-Identifier: MIT
// What JavaScript calls (exports.cpp): the network in eight bits, and files of it.
#include "playground/exports.hpp"

using playground::number;
using playground::the_engine;

extern "C" {

PLAYGROUND_EXPORT(quantize) int playground_quantize() { return number(the_engine().quantize()); }
PLAYGROUND_EXPORT(is_quantized) uint32_t playground_is_quantized() {
    return the_engine().quantized().is_there() ? 1 : 0;
}
// Of the last quantize() that was ok; errors are in the unit of the outputs, over the test samples.
PLAYGROUND_EXPORT(largest_error) float playground_largest_error() {
    return the_engine().quantized().disagreement().largest_error;
}
PLAYGROUND_EXPORT(mean_error) float playground_mean_error() {
    return the_engine().quantized().disagreement().mean_error;
}
PLAYGROUND_EXPORT(other_class) uint32_t playground_other_class() {
    return the_engine().quantized().other_class();
}
PLAYGROUND_EXPORT(quantized_score) float playground_quantized_score() {
    return the_engine().quantized().score();
}
PLAYGROUND_EXPORT(quantized_flash) uint32_t playground_quantized_flash() {
    return static_cast<uint32_t>(the_engine().quantized().flash_bytes());
}

/// Writes an image of the floats (0) or of int8 (1); its bytes, 0 where there is none.
PLAYGROUND_EXPORT(write_image) uint32_t playground_write_image(uint32_t of_int8) {
    return the_engine().write_image(of_int8 != 0);
}
PLAYGROUND_EXPORT(image) const unsigned char* playground_image() { return the_engine().image(); }
/// 0 separate, 1 fused.
PLAYGROUND_EXPORT(profile) uint32_t playground_profile() {
    return picomlp::profile == picomlp::rounding_profile::fused ? 1 : 0;
}
}
