// SPDX-License-Identifier: MIT
// The order in which sums of products are taken: the one place where it is written down.
//
// It depends on the shape of a layer and, for gradients, on the number of samples; never on the
// target, the SIMD width or the samples beside. The tests hold a plain scalar program that follows
// these words (tests/reference/dense_reference.hpp) and compare every kernel with it by ==.
//
// "madd(a, b, c)" is a*b+c rounded as the rounding profile says. Indices of a sum run upwards.
// An accumulator is one of several partial sums. "Folding" 16 of them adds halves until one is
// left: accumulator j plus j+8, then j+4, j+2, j+1.
//
// FORWARD   z[o] = bias[o] + sum over i of w[i][o] * x[i]
//   The inputs are split into input_segments(shape) segments of neighbours. Each segment is summed
//   by madd(w, x, sum); the first starts from bias[o], the others from +0. Then the segments' sums
//   are added from the first to the last.
//
// BACKWARD  dx[i] = sum over o of w[i][o] * delta[o]
//   Output o belongs to accumulator o mod output_accumulators(shape). Each accumulator starts from
//   +0 and is summed by madd(w, delta, sum). Then they are added from the first to the last.
//
// GRADIENT  g[i][o] = sum over s of x[i][s] * delta[o][s]; row i = inputs is the bias, with x = 1
//   Samples come in chunks of at most chunk_samples. A chunk of n samples has
//   gradient_accumulators(shape, n) accumulators.
//   One: the chunk's terms are added to the sum so far by madd(x, delta, sum). The very first
//   product is the first sum.
//   Sixteen: the chunk is summed by itself. Its sample s belongs to accumulator s mod 16; each
//   starts from +0 and is summed by madd; they are folded. The result is added to the sum so far.
//
// COST      the samples' costs of a chunk, summed like a gradient of 16 accumulators
//   Chunks are added from the first to the last.
//
// UPDATE    w = madd(-learning_rate, g, w)
//   With decoupled weight decay, w = madd(-learning_rate, g, w * decay).
//   The product w * decay is rounded by itself.
//
// PRODUCT   c[m][n] = sum over k of a[m][k] * b[k][n], of matrices, transposed or not, and vectors
//   By madd(a, b, sum) from +0, or from c[m][n] where a product is added to c.
//
// SUM       of a matrix of any size
//   Element e, counted row by row, belongs to accumulator e mod 16; each starts from +0; they are
//   folded. A row's own sum is that of the row taken as a matrix.
//
// NORM      square root of the sum of squares
//   y = element * 2^-p, p the exponent of the largest magnitude (held within -126 and 126 for
//   float, -1022 and 1022 for double). Accumulators as in SUM, by madd(y, y, sum); then the square
//   root of the sum, times 2^p.
//
// PENALTY   on the weights of a layer, which lie before its biases; rate = lambda / samples
//   L2: cost = cost + rate/2 * q, q the sum of the squares: accumulators as in SUM, by
//   madd(w, w, sum); then g = madd(rate, w, g).
//   L1: cost = cost + rate * a, a the SUM of the magnitudes; then g = g + rate for w > 0,
//   g = g - rate for w < 0.
//   Layers in their order. Operations that are not called madd are rounded one by one.
//
// Why these: with one sample, outputs lie along SIMD lanes; a narrow layer then needs several
// independent sums (forward), and rows of w are contiguous in o (backward). With a batch, samples
// lie along lanes; a gradient that is small in both directions is summed fastest along the samples,
// a large one along its own elements. A microcontroller computes segments and accumulators one
// after another with the same inner loop.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Sizes of one dense layer. Its parameters are an (inputs + 1) x outputs matrix, row by row,
/// whose last row is the bias; the weight from input i to output o is element [i][o].
struct dense_shape {
    uint16_t inputs;   ///< 1 to 65535
    uint16_t outputs;  ///< 1 to 65535
};

/// Number of weights of a dense layer; in memory the biases follow them.
[[gnu::always_inline]] constexpr size_t weight_count_of(dense_shape shape) {
    return size_t{shape.inputs} * shape.outputs;
}

/// Number of parameters of a dense layer: weights and biases.
[[gnu::always_inline]] constexpr size_t parameter_count_of(dense_shape shape) {
    return (size_t{shape.inputs} + 1) * shape.outputs;
}

namespace summation_order {

/// Samples that a training step holds activations for at a time.
inline constexpr uint32_t chunk_samples = 512;

/// Accumulators of sums along the samples, and of matrix sums.
inline constexpr uint32_t sum_accumulators = 16;

/// Into how many segments the sum over a layer's inputs is split, for one sample.
[[gnu::always_inline]] constexpr uint32_t input_segments(dense_shape shape) {
    if (shape.inputs < 8) return 1;
    return shape.inputs >= 16 && shape.outputs <= 16 ? 4 : 2;
}

/// A layer's inputs in segments of neighbours: each has `length` inputs, the first `extra` of them
/// one more.
struct input_split {
    uint32_t segments;  ///< input_segments()
    uint32_t length;    ///< inputs of a segment, at least
    uint32_t extra;     ///< segments with one input more: the first ones
};

/// The segments of a layer.
[[gnu::always_inline]] constexpr input_split split_inputs(dense_shape shape) {
    const uint32_t segments = input_segments(shape);
    // There are 1, 2 or 4. This is inputs over their number, without a division.
    const uint32_t length = uint32_t{shape.inputs} >> segments / 2;
    return {segments, length, shape.inputs - length * segments};
}

/// Accumulators of the sum over a layer's outputs, in the backward pass.
[[gnu::always_inline]] constexpr uint32_t output_accumulators(dense_shape shape) {
    return shape.outputs < 16 ? 1 : 4;
}

/// Terms of accumulator `first` of them.
[[gnu::always_inline]] constexpr size_t terms_of_accumulator(size_t outputs, size_t accumulators,
                                                             size_t first) {
    // There are 1 or 4 accumulators. This is outputs - first over their number, rounded up.
    return (outputs - first + accumulators - 1) >> accumulators / 2;
}

/// Accumulators of the sum over the samples, for an element of a weight gradient.
[[gnu::always_inline]] constexpr uint32_t gradient_accumulators(dense_shape shape,
                                                                uint32_t samples) {
    const bool is_small = shape.inputs < 16 || shape.outputs < 16;
    return is_small && samples >= 64 ? sum_accumulators : 1;
}

}  // namespace summation_order
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
