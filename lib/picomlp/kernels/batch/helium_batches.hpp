// SPDX-License-Identifier: MIT
// A dense layer for a batch by Helium: samples along the lanes, and outputs for a gradient. The
// sums are those of kernels/order.hpp; subnormals are flushed as in kernels/sample/helium.hpp.
#pragma once

#include "picomlp/kernels/batch/relu_apart.hpp"
#include "picomlp/kernels/detail/dense.hpp"
#include "picomlp/kernels/order.hpp"
#include "picomlp/kernels/sample/helium.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

/// Four neighbouring elements.
struct helium_full_strip {
    [[gnu::always_inline]] static float32x4_t load(const float* p) { return vldrwq_f32(p); }
    [[gnu::always_inline]] static void store(float* p, float32x4_t v) { vstrwq_f32(p, v); }
    [[gnu::always_inline]] static float32x4_t gather(const float* p, uint32x4_t places) {
        return vldrwq_gather_shifted_offset_f32(p, places);
    }
};

/// The first of them; the others are +0 and not touched.
struct helium_first_strip {
    mve_pred16_t predicate;
    [[gnu::always_inline]] float32x4_t load(const float* p) const {
        return vldrwq_z_f32(p, predicate);
    }
    [[gnu::always_inline]] void store(float* p, float32x4_t v) const {
        vstrwq_p_f32(p, v, predicate);
    }
    [[gnu::always_inline]] float32x4_t gather(const float* p, uint32x4_t places) const {
        return vldrwq_gather_shifted_offset_z_f32(p, places, predicate);
    }
};

/// The kernels for batches (detail/dense.hpp).
struct helium_batches : relu_apart<helium_batches, helium> {
    static void forward_batch(dense_shape shape, const float* w, uint32_t samples,
                              strided_rows<const float> x, strided_rows<float> z) {
        const summation_order::input_split split = summation_order::split_inputs(shape);
        const auto columns = [&](auto strip, size_t s) __attribute__((always_inline)) {
            for_each_four(
                shape.outputs, [&](auto rows, size_t o) __attribute__((always_inline)) {
                    forward_tile<rows.count>(strip, shape, split, w + o, {x.first + s, x.stride},
                                             {z[o] + s, z.stride});
                });
        };
        for_each_strip(samples, columns);
    }

    static void backward(dense_shape shape, const float* w, uint32_t samples,
                         strided_rows<const float> delta, strided_rows<float> dx) {
        const auto columns = [&](auto strip, size_t s) __attribute__((always_inline)) {
            for_each_four(
                shape.inputs, [&](auto rows, size_t i) __attribute__((always_inline)) {
                    backward_tile<rows.count>(strip, shape, w + i * shape.outputs,
                                              {delta.first + s, delta.stride},
                                              {dx[i] + s, dx.stride});
                });
        };
        for_each_strip(samples, columns);
    }

    static void gradient(dense_shape shape, uint32_t samples, strided_rows<const float> x,
                         strided_rows<const float> delta, gradient_mode mode, float* g) {
        if (summation_order::gradient_accumulators(shape, samples) > 1) {
            return along_samples(shape, samples, x, delta, mode, g);
        }
        const size_t outputs = shape.outputs;
        size_t o = 0;
        for (; outputs - o >= 4; o += 4) {
            columns_of_gradient(helium_full_strip{}, shape, samples, x, {delta[o], delta.stride},
                                mode, g + o);
        }
        if (o == outputs) return;
        columns_of_gradient(helium_first_strip{vctp32q(outputs - o)}, shape, samples, x,
                            {delta[o], delta.stride}, mode, g + o);
    }

  private:
    template <size_t Count>
    struct row_count {
        static constexpr size_t count = Count;
    };

    /// f(row_count, first) for rows by fours, and then for those that are left.
    template <class Function>
    [[gnu::always_inline]] static void for_each_four(size_t count, const Function& f) {
        size_t first = 0;
        for (; count - first >= 4; first += 4) f(row_count<4>{}, first);
        const size_t left = count - first;
        if (left == 3) f(row_count<3>{}, first);
        if (left == 2) f(row_count<2>{}, first);
        if (left == 1) f(row_count<1>{}, first);
    }

    /// f(strip, first) until all samples are covered. The last four may overlap those before.
    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t samples, const Function& f) {
        if (samples < 4) return f(helium_first_strip{vctp32q(samples)}, 0);
        for (size_t s = 0; s < samples; s += 4) {
            if (s > samples - 4) s = samples - 4;
            f(helium_full_strip{}, s);
        }
    }

    [[gnu::always_inline]] static float32x4_t madd(float32x4_t sum, float32x4_t x, float factor) {
        if constexpr (profile == rounding_profile::fused) return vfmaq_n_f32(sum, x, factor);
        return vaddq_f32(sum, vmulq_n_f32(x, factor));
    }

    // Of four_vectors, the first Rows.

    /// sum += factors[m * per_row + k * per_term] * row k, for `count` rows.
    template <size_t Rows, class Strip>
    [[gnu::always_inline]] static void add_rows(Strip strip, const float* factors, size_t per_row,
                                                size_t per_term, const float* row, size_t stride,
                                                size_t count, four_vectors& sum) {
        for (; count > 0; --count) {
            const float32x4_t x = strip.load(row);
            sum.a = madd(sum.a, x, factors[0]);
            if constexpr (Rows > 1) sum.b = madd(sum.b, x, factors[per_row]);
            if constexpr (Rows > 2) sum.c = madd(sum.c, x, factors[2 * per_row]);
            if constexpr (Rows > 3) sum.d = madd(sum.d, x, factors[3 * per_row]);
            factors += per_term;
            row += stride;
        }
    }

    template <size_t Rows, class Function>
    [[gnu::always_inline]] static void set(four_vectors& v, const Function& f) {
        v.a = f(0);
        if constexpr (Rows > 1) v.b = f(1);
        if constexpr (Rows > 2) v.c = f(2);
        if constexpr (Rows > 3) v.d = f(3);
    }

    template <size_t Rows, class Strip>
    [[gnu::always_inline]] static void store(Strip strip, const four_vectors& v, float* to,
                                             size_t stride) {
        strip.store(to, v.a);
        if constexpr (Rows > 1) strip.store(to + stride, v.b);
        if constexpr (Rows > 2) strip.store(to + 2 * stride, v.c);
        if constexpr (Rows > 3) strip.store(to + 3 * stride, v.d);
    }

    /// to = to + v, where there is something, or v.
    template <size_t Rows, class Strip>
    [[gnu::always_inline]] static void add_to(Strip strip, bool is_first, const four_vectors& v,
                                              strided_rows<float> to) {
        if (is_first) return store<Rows>(strip, v, to.first, to.stride);
        four_vectors sum;
        sum.a = vaddq_f32(strip.load(to[0]), v.a);
        if constexpr (Rows > 1) sum.b = vaddq_f32(strip.load(to[1]), v.b);
        if constexpr (Rows > 2) sum.c = vaddq_f32(strip.load(to[2]), v.c);
        if constexpr (Rows > 3) sum.d = vaddq_f32(strip.load(to[3]), v.d);
        store<Rows>(strip, sum, to.first, to.stride);
    }

    template <size_t Rows, class Strip>
    [[gnu::noinline]] static void forward_tile(Strip strip, dense_shape shape,
                                               summation_order::input_split split, const float* w,
                                               strided_rows<const float> x, strided_rows<float> z) {
        const size_t outputs = shape.outputs;
        const float* const bias = w + shape.inputs * outputs;
        const float* row = x.first;
        for (uint32_t segment = 0; segment < split.segments; ++segment) {
            const size_t count = split.length + (segment < split.extra);
            four_vectors sum;
            set<Rows>(
                sum, [&](size_t m) __attribute__((always_inline)) {
                    return vdupq_n_f32(segment == 0 ? bias[m] : 0.0F);
                });
            add_rows<Rows>(strip, w, 1, outputs, row, x.stride, count, sum);
            add_to<Rows>(strip, segment == 0, sum, z);
            w += count * outputs;
            row += count * x.stride;
        }
    }

    template <size_t Rows, class Strip>
    [[gnu::noinline]] static void backward_tile(Strip strip, dense_shape shape, const float* w,
                                                strided_rows<const float> delta,
                                                strided_rows<float> dx) {
        const size_t outputs = shape.outputs;
        const size_t accumulators = summation_order::output_accumulators(shape);
        for (size_t first = 0; first < accumulators; ++first) {
            const size_t count =
                summation_order::terms_of_accumulator(outputs, accumulators, first);
            four_vectors sum;
            set<Rows>(
                sum, [](size_t) __attribute__((always_inline)) { return vdupq_n_f32(0.0F); });
            add_rows<Rows>(strip, w + first, outputs, accumulators, delta[first],
                           accumulators * delta.stride, count, sum);
            add_to<Rows>(strip, first == 0, sum, dx);
        }
    }

    /// The first four columns of g, or as many as the strip has.
    template <class Strip>
    static void columns_of_gradient(Strip strip, dense_shape shape, uint32_t samples,
                                    strided_rows<const float> x, strided_rows<const float> delta,
                                    gradient_mode mode, float* g) {
        const size_t outputs = shape.outputs;
        for_each_four(
            shape.inputs, [&](auto rows, size_t i) __attribute__((always_inline)) {
                gradient_tile<rows.count>(strip, samples, {x[i], x.stride}, delta, mode,
                                          {g + i * outputs, outputs});
            });
        float* const bias = g + shape.inputs * outputs;
        const uint32x4_t places = vmulq_n_u32(vidupq_n_u32(0, 1), delta.stride);
        const bool adds = mode == gradient_mode::add;
        float32x4_t sum = adds ? strip.load(bias) : strip.gather(delta.first, places);
        for (uint32_t s = adds ? 0 : 1; s < samples; ++s) {
            sum = vaddq_f32(sum, strip.gather(delta.first + s, places));
        }
        strip.store(bias, sum);
    }

    template <size_t Rows, class Strip>
    [[gnu::noinline]] static void gradient_tile(Strip strip, uint32_t samples,
                                                strided_rows<const float> x,
                                                strided_rows<const float> delta, gradient_mode mode,
                                                strided_rows<float> g) {
        const uint32x4_t places = vmulq_n_u32(vidupq_n_u32(0, 1), delta.stride);
        const float* d = delta.first;
        const float* factors = x.first;
        four_vectors sum;
        if (mode == gradient_mode::add) {
            set<Rows>(
                sum, [&](size_t m) __attribute__((always_inline)) { return strip.load(g[m]); });
        } else {
            const float32x4_t first = strip.gather(d++, places);
            set<Rows>(
                sum, [&](size_t m)
                         __attribute__((always_inline)) { return vmulq_n_f32(first, x[m][0]); });
            ++factors;
            --samples;
        }
        for (; samples > 0; --samples) {
            const float32x4_t of_sample = strip.gather(d++, places);
            sum.a = madd(sum.a, of_sample, factors[0]);
            if constexpr (Rows > 1) sum.b = madd(sum.b, of_sample, factors[x.stride]);
            if constexpr (Rows > 2) sum.c = madd(sum.c, of_sample, factors[2 * x.stride]);
            if constexpr (Rows > 3) sum.d = madd(sum.d, of_sample, factors[3 * x.stride]);
            ++factors;
        }
        store<Rows>(strip, sum, g.first, g.stride);
    }

    /// Sixteen accumulators, in four vectors.
    static void along_samples(dense_shape shape, uint32_t samples, strided_rows<const float> x,
                              strided_rows<const float> delta, gradient_mode mode, float* g) {
        const auto put = [mode](float sum, float* to) __attribute__((always_inline)) {
            *to = mode == gradient_mode::add ? *to + sum : sum;
        };
        for (size_t i = 0; i < shape.inputs; ++i) {
            for (size_t o = 0; o < shape.outputs; ++o) {
                put(interleaved_sum_of<true>(samples, x[i], delta[o]), g++);
            }
        }
        for (size_t o = 0; o < shape.outputs; ++o) {
            put(interleaved_sum_of<false>(samples, nullptr, delta[o]), g++);
        }
    }

    /// The sum of a * b, or of b.
    template <bool Products>
    [[gnu::noinline]] static float interleaved_sum_of(uint32_t samples, const float* a,
                                                      const float* b) {
        four_vectors sum;
        set<4>(
            sum, [](size_t) __attribute__((always_inline)) { return vdupq_n_f32(0.0F); });
        const auto add = [&](float32x4_t & of, size_t k) __attribute__((always_inline)) {
            const float32x4_t term = vldrwq_f32(b + k);
            if constexpr (!Products) {
                of = vaddq_f32(of, term);
            } else if constexpr (profile == rounding_profile::fused) {
                of = vfmaq_f32(of, vldrwq_f32(a + k), term);
            } else {
                of = vaddq_f32(of, vmulq_f32(vldrwq_f32(a + k), term));
            }
        };
        size_t k = 0;
        for (; k + 16 <= samples; k += 16) {
            add(sum.a, k);
            add(sum.b, k + 4);
            add(sum.c, k + 8);
            add(sum.d, k + 12);
        }
        if (k < samples) {
            add_last<Products>(samples - k, a + k, b + k, sum.a);
            if (samples - k > 4) add_last<Products>(samples - k - 4, a + k + 4, b + k + 4, sum.b);
            if (samples - k > 8) add_last<Products>(samples - k - 8, a + k + 8, b + k + 8, sum.c);
            if (samples - k > 12) {
                add_last<Products>(samples - k - 12, a + k + 12, b + k + 12, sum.d);
            }
        }
        const float32x4_t four = vaddq_f32(vaddq_f32(sum.a, sum.c), vaddq_f32(sum.b, sum.d));
        return (vgetq_lane_f32(four, 0) + vgetq_lane_f32(four, 2)) +
               (vgetq_lane_f32(four, 1) + vgetq_lane_f32(four, 3));
    }

    /// The first `count` lanes, or all; the others stay as they are.
    template <bool Products>
    [[gnu::always_inline]] static void add_last(size_t count, const float* a, const float* b,
                                                float32x4_t& sum) {
        const mve_pred16_t predicate = vctp32q(count);
        const float32x4_t term = vldrwq_z_f32(b, predicate);
        if constexpr (!Products) {
            sum = vaddq_m_f32(sum, sum, term, predicate);
        } else if constexpr (profile == rounding_profile::fused) {
            sum = vfmaq_m_f32(sum, vldrwq_z_f32(a, predicate), term, predicate);
        } else {
            const float32x4_t product = vmulq_f32(vldrwq_z_f32(a, predicate), term);
            sum = vaddq_m_f32(sum, sum, product, predicate);
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
