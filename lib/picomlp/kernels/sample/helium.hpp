// SPDX-License-Identifier: MIT
// The backend of Cortex-M55, whose vectors (Helium) hold four floats. Helium flushes subnormals,
// whatever the control register says: results are those of other targets as long as no subnormal
// arises (lib/README.md).
#pragma once

#include "picomlp/kernels/sample/backend.hpp"
#include "picomlp/kernels/sample/cortex_m_fpu.hpp"
#include "picomlp/kernels/sample/helium_loops.hpp"
#include "picomlp/kernels/sample/helium_narrow.hpp"
#include "picomlp/kernels/sample/helium_rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace kernels {

struct helium_vector {
    using value_type = float;
    static constexpr size_t lanes = 4;

    float32x4_t value;

    [[gnu::always_inline]] static helium_vector zero() { return splat(0.0F); }
    [[gnu::always_inline]] static helium_vector splat(float x) { return {vdupq_n_f32(x)}; }
    [[gnu::always_inline]] static helium_vector add(helium_vector a, helium_vector b) {
        return {vaddq_f32(a.value, b.value)};
    }
    [[gnu::always_inline]] static helium_vector multiply(helium_vector a, helium_vector b) {
        return {vmulq_f32(a.value, b.value)};
    }
    [[gnu::always_inline]] static helium_vector multiply_add(helium_vector a, helium_vector b,
                                                             helium_vector c) {
        if constexpr (profile == rounding_profile::fused) {
            return {vfmaq_f32(c.value, a.value, b.value)};
        } else {
            return add(multiply(a, b), c);
        }
    }
};

/// A strip of the lanes that `predicate` names; the others are loaded as +0 and not stored.
struct helium_strip {
    using vector = helium_vector;

    mve_pred16_t predicate;

    [[gnu::always_inline]] vector load(const float* p) const {
        return {vldrwq_z_f32(p, predicate)};
    }
    [[gnu::always_inline]] vector load_b(const float* p) const { return load(p); }
    [[gnu::always_inline]] vector load_acc(const float* p) const { return load(p); }
    [[gnu::always_inline]] void store(float* p, vector v) const {
        vstrwq_p_f32(p, v.value, predicate);
    }
};

/// A backend (kernels/sample/backend.hpp).
struct helium : by_strips<helium, float> {
    using element = simd::scalar_vector<simd::scalar, float>;

    /// A sum of zero times each number is zero when all are finite, and NaN otherwise.
    class finite_check {
      public:
        static constexpr bool exact = true;
        [[gnu::always_inline]] void add(helium_vector v) {
            sum_ = vfmaq_n_f32(sum_, v.value, 0.0F);
        }
        [[gnu::always_inline]] size_t add_many(size_t count, const float* x) {
            helium_loops::add_zero_times(count, x, sum_);
            return count;
        }
        [[gnu::always_inline]] size_t add_axpy(size_t count, float rate, const float* g,
                                               const float* w) {
            helium_loops::add_axpy(count, rate, g, w, sum_);
            return count;
        }
        [[gnu::always_inline]] bool all_finite() const {
            return static_cast<uint16_t>(vcmpeqq_n_f32(sum_, 0.0F)) == 0xffffU;
        }

      private:
        float32x4_t sum_ = vdupq_n_f32(0.0F);
    };

    template <class Function>
    [[gnu::always_inline]] static void for_each_strip(size_t count, const Function& f) {
        for (size_t k = 0; k < count; k += 4) {
            f(helium_strip{vctp32q(static_cast<uint32_t>(count - k))}, k);
        }
    }

    [[gnu::always_inline]] static void relu(size_t count, float* z) {
        helium_loops::relu(count, z);
    }

    [[gnu::always_inline]] static void relu_backward(size_t count, const float* a, float* x) {
        helium_loops::relu_backward(count, a, x);
    }

    // A layer with fewer outputs than a vector has lanes uses the floating-point unit.
    static constexpr bool has_narrow = true;
    static constexpr bool has_wide = true;

    template <size_t Outputs, bool Relu>
    [[gnu::always_inline]] static const float* forward_narrow(size_t inputs, const float* w,
                                                              const float* x, float* z) {
        if constexpr (Outputs < 4) {
            return cortex_m_fpu::forward_narrow<Outputs, Relu>(inputs, w, x, z);
        } else {
            return helium_narrow<Outputs>::template forward<Relu>(inputs, w, x, z);
        }
    }
    template <size_t Outputs>
    [[gnu::always_inline]] static void backward_narrow(size_t inputs, const float* w,
                                                       const float* delta, float* dx) {
        sum_by_one(inputs, Outputs, w, delta, dx);
    }
    template <size_t Outputs>
    [[gnu::always_inline]] static void gradient_narrow(size_t inputs, const float* x,
                                                       const float* delta, float* g) {
        if constexpr (Outputs < 4) {
            cortex_m_fpu::gradient_narrow<Outputs>(inputs, x, delta, g);
        } else {
            row_of<Outputs>::multiply(inputs, x, delta, g, 0);
        }
    }

    [[gnu::always_inline]] static size_t forward_many(size_t outputs, size_t segments,
                                                      size_t length, size_t extra, const float* w,
                                                      const float* bias, const float* x, float* z) {
        if (outputs < 16) return 0;
        forward_wide<false>(outputs, segments, length, extra, w, bias, x, z);
        return outputs;
    }

    /// For 16 outputs or more: the last tile of columns overlaps the one before.
    /// Relu: z = max(z, 0), NaN becoming +0.
    template <bool Relu>
    [[gnu::always_inline]] static void forward_wide(size_t outputs, size_t segments, size_t length,
                                                    size_t extra, const float* w, const float* bias,
                                                    const float* x, float* z) {
        const ptrdiff_t row_size = static_cast<ptrdiff_t>(outputs * sizeof(float));
        const split_rows rows = {segments, length, extra, x, row_size - 64};
        const float* const end = w + outputs;
        for (; end - w >= 16; w += 16, bias += 16, z += 16) {
            forward_columns<helium_rows<4, 0>, Relu>(rows, w, bias, z);
        }
        if (end > w) forward_last<Relu>(rows, end, bias + (end - w), z + (end - w), end - w);
    }

    [[gnu::always_inline]] static size_t axpy_many(size_t count, float rate, const float* g,
                                                   float* w) {
        helium_loops::axpy(count, rate, g, w);
        return count;
    }

    [[gnu::always_inline]] static size_t outer_product_many(size_t inputs, size_t outputs,
                                                            const float* x, const float* d,
                                                            float* g) {
        if (outputs < 16) return 0;
        const ptrdiff_t row_size = static_cast<ptrdiff_t>(outputs * sizeof(float));
        const float* const end = d + outputs;
        for (; end - d >= 16; d += 16, g += 16) {
            helium_rows<4, 0>::multiply(inputs, x, d, g, row_size - 64);
        }
        if (end > d) multiply_last(inputs, row_size, x, end, g + (end - d), end - d);
        return outputs;
    }

    static void backward(size_t accumulators, size_t inputs, size_t outputs, const float* w,
                         const float* delta, float* dx) {
        if (accumulators == 4) {
            sum_by_four(inputs, outputs, w, delta, dx);
        } else {
            sum_by_one(inputs, outputs, w, delta, dx);
        }
    }

  private:
    template <size_t Outputs>
    using row_of = helium_rows<(Outputs + 3) / 4, Outputs>;

    /// A layer's rows as input_split says, their factors x, and the bytes between them.
    struct split_rows {
        size_t segments;
        size_t length;
        size_t extra;
        const float* x;
        ptrdiff_t between;
    };

    template <class Rows, bool Relu>
    [[gnu::always_inline]] static void forward_columns(const split_rows& rows, const float* w,
                                                       const float* bias, float* z) {
        Rows::template forward<Relu>(rows.segments, rows.length, rows.extra, w, rows.between, bias,
                                     rows.x, z);
    }

    /// The last `columns` < 16 columns, and some before them to fill the vectors. Pointers are to
    /// the end of the columns.
    template <bool Relu>
    [[gnu::noinline]] static void forward_last(split_rows rows, const float* w, const float* bias,
                                               float* z, ptrdiff_t columns) {
        if (columns > 12) {
            forward_columns<helium_rows<4, 0>, Relu>(rows, w - 16, bias - 16, z - 16);
        } else if (columns > 8) {
            rows.between += 16;
            forward_columns<helium_rows<3, 0>, Relu>(rows, w - 12, bias - 12, z - 12);
        } else if (columns > 4) {
            rows.between += 32;
            forward_columns<helium_rows<2, 0>, Relu>(rows, w - 8, bias - 8, z - 8);
        } else {
            rows.between += 48;
            forward_columns<helium_rows<1, 0>, Relu>(rows, w - 4, bias - 4, z - 4);
        }
    }

    [[gnu::noinline]] static void multiply_last(size_t inputs, ptrdiff_t row_size, const float* x,
                                                const float* d, float* g, ptrdiff_t columns) {
        if (columns > 12) {
            helium_rows<4, 0>::multiply(inputs, x, d - 16, g - 16, row_size - 64);
        } else if (columns > 8) {
            helium_rows<3, 0>::multiply(inputs, x, d - 12, g - 12, row_size - 48);
        } else if (columns > 4) {
            helium_rows<2, 0>::multiply(inputs, x, d - 8, g - 8, row_size - 32);
        } else {
            helium_rows<1, 0>::multiply(inputs, x, d - 4, g - 4, row_size - 16);
        }
    }

    /// Four rows at a time; the last four may overlap those before.
    [[gnu::noinline]] static void sum_by_four(size_t inputs, size_t outputs, const float* w,
                                              const float* delta, float* dx) {
        if (inputs < 4) {
            const float* const second = inputs > 1 ? w + outputs : w;
            const float* const third = inputs > 2 ? second + outputs : w;
            vstrwq_p_f32(dx, helium_loops::sum_four_rows(outputs, delta, w, second, third, w),
                         vctp32q(inputs));
            return;
        }
        for (size_t i = 0; i < inputs; i += 4) {
            if (i > inputs - 4) i = inputs - 4;
            const float* const row = w + i * outputs;
            vstrwq_f32(dx + i, helium_loops::sum_four_rows(outputs, delta, row, row + outputs,
                                                           row + 2 * outputs, row + 3 * outputs));
        }
    }

    [[gnu::noinline]] static void sum_by_one(size_t inputs, size_t outputs, const float* w,
                                             const float* delta, float* dx) {
        uint32x4_t row = vmulq_n_u32(vidupq_n_u32(0, 1), outputs);
        for (size_t i = 0; i < inputs; i += 4) {
            const mve_pred16_t predicate = vctp32q(inputs - i);
            if (inputs - i < 4) row = vminq_u32(row, vdupq_n_u32((inputs - i - 1) * outputs));
            const float32x4_t sum =
                helium_loops::sum_four_columns(outputs, delta, w + i * outputs, row);
            vstrwq_p_f32(dx + i, sum, predicate);
        }
    }
};

}  // namespace kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
