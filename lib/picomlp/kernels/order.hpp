// The order in which sums of products are taken: the one place where it is written down.
//
// It depends on the shape of a layer and, for gradients, on the number of samples; never on the
// target, the SIMD width or the samples beside. The tests hold a plain scalar program that follows
// these words (tests/reference/dense_reference.hpp) and compare every kernel with it by ==.
//
// "madd(a, b, c)" is a*b+c rounded as the rounding profile says. Sums run upwards in their index.
//
// FORWARD   z[o] = bias[o] + sum over i of w[i][o] * x[i]
//   The inputs are cut into input_segments(shape) runs of neighbours. Each run is summed by
//   madd(w, x, sum); the first starts from bias[o], the others from +0. Then the runs' sums are
//   added from the first to the last.
//
// BACKWARD  dx[i] = sum over o of w[i][o] * delta[o]
//   Output o belongs to lane o mod output_lanes(shape). Each lane is summed by madd(w, delta, sum)
//   from +0. Then the lanes' sums are added from the first to the last.
//
// GRADIENT  g[i][o] = sum over s of x[i][s] * delta[o][s], and row i = inputs for the bias: x = 1
//   Samples come in chunks of at most chunk_samples. With gradient_lanes(shape, n) = 1 for a chunk
//   of n samples, its terms are added to the sum so far by madd(x, delta, sum); the very first
//   product is the first sum. With more lanes the chunk is summed by itself and then added to the
//   sum so far: sample s of it belongs to lane s mod lanes, each lane is summed by madd from +0,
//   and halves are added until one is left: lane j with lane j+8, then j+4, j+2, j+1.
//
// COST      the samples' costs of a chunk, summed like a gradient of 16 lanes
//   Chunks are added from the first to the last.
//
// UPDATE    w = madd(-learning_rate, g, w)
//   With decoupled weight decay, w = madd(-learning_rate, g, w * share); w * share is rounded by
//   itself.
//
// PRODUCT   c[m][n] = sum over k of a[m][k] * b[k][n], of matrices, transposed or not, and vectors
//   k runs upwards: madd(a, b, sum) from +0, or from c[m][n] where a product is added to c.
//
// SUM       of a matrix of any size
//   Element e, counted row by row, belongs to lane e mod 16; each lane is summed from +0, and
//   halves are added as above. A row's own sum is that of the row taken as a matrix.
//
// NORM      square root of the sum of squares
//   Every element is multiplied by 2^-p, p the exponent of the largest magnitude (held within -126
//   and 126 for float, -1022 and 1022 for double); lanes as in SUM, by madd(y, y, sum); then the
//   square root of the sum, times 2^p.
//
// PENALTY   on the weights of a layer, which lie before its biases; rate = lambda / samples
//   L2: cost = cost + rate/2 * q, q the sum of the squares: lanes as in SUM, by madd(w, w, sum);
//   then g = madd(rate, w, g).
//   L1: cost = cost + rate * a, a the SUM of the magnitudes; then g = g + rate for w > 0,
//   g = g - rate for w < 0.
//   Layers in their order. Operations that are not called madd are rounded one by one.
//
// Why these: one sample puts outputs along SIMD lanes and wants several independent sums when a
// layer is narrow (forward), and rows of w are contiguous in o (backward). A batch puts samples
// along lanes; a gradient that is small in both directions is summed fastest along the samples,
// a large one along its own elements. A microcontroller runs the runs and lanes one after another
// with the same inner loop.
#pragma once

#include <stdint.h>

#include "picomlp/base/profile.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// Sizes of one dense layer. Its parameters are an (inputs + 1) x outputs matrix, row by row,
/// whose last row is the bias: weight (out, in) of the course is element [in][out].
struct dense_shape {
    uint16_t inputs;
    uint16_t outputs;
};

namespace summation_order {

/// Samples that a training step holds activations for at a time.
inline constexpr uint32_t chunk_samples = 512;

/// Lanes of the sums over samples that are taken along the samples.
inline constexpr uint32_t sample_lanes = 16;

[[gnu::always_inline]] constexpr uint32_t input_segments(dense_shape shape) {
    if (shape.inputs < 8) return 1;
    return shape.inputs >= 16 && shape.outputs <= 16 ? 4 : 2;
}

/// The runs of neighbours that a layer's inputs are cut into: so many, of `length` inputs each, the
/// first `longer` of them of one more.
struct input_cut {
    uint32_t segments;
    uint32_t length;
    uint32_t longer;
};

[[gnu::always_inline]] constexpr input_cut cut_inputs(dense_shape shape) {
    const uint32_t segments = input_segments(shape);
    const uint32_t length = shape.inputs / segments;
    return {segments, length, shape.inputs - length * segments};
}

/// First input of segment `segment` of `segments`; segment sizes differ by at most one, larger
/// ones first. segment == segments gives the end of the last.
[[gnu::always_inline]] constexpr uint32_t segment_begin(uint32_t inputs, uint32_t segments,
                                                        uint32_t segment) {
    const uint32_t longer = inputs % segments;
    return inputs / segments * segment + (segment < longer ? segment : longer);
}

[[gnu::always_inline]] constexpr uint32_t output_lanes(dense_shape shape) {
    return shape.outputs < 16 ? 1 : 4;
}

[[gnu::always_inline]] constexpr uint32_t gradient_lanes(dense_shape shape, uint32_t samples) {
    const bool is_small = shape.inputs < 16 || shape.outputs < 16;
    return is_small && samples >= 64 ? sample_lanes : 1;
}

}  // namespace summation_order
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
