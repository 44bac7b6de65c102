// SPDX-License-Identifier: MIT
// Compiled once for each instruction set, with its flags. The instruction set is part of every
// name: a linker must not merge code that is compiled for different processors.
#include "picomlp/quantized/kernels/x86_dense.hpp"

#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/quantized/kernels/sums_by_sixteens.hpp"
#include "picomlp/quantized/kernels/x86_bytes.hpp"
#include "picomlp/quantized/kernels/x86_outputs.hpp"
#include "picomlp/quantized/kernels/x86_sixteen.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace quantized_kernels {

#ifdef __AVX2__
constexpr bool has_bytes = true;
#else
constexpr bool has_bytes = false;
#endif

/// With Bytes, weights that have opposites stay bytes.
template <class InstructionSet, bool Bytes>
struct x86_sums : sums_by_sixteens<x86_sixteen<InstructionSet>> {
    using sums = sums_by_sixteens<x86_sixteen<InstructionSet>>;
    static constexpr bool store_outputs = true;

    /// Stores the next four outputs.
    template <class Rounding>
    [[gnu::always_inline]] static void outputs(dense_cursor& at, const int8_t* x, uint32_t n,
                                               int32_t step, const output_rule& rule) {
        const __m128i biases = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at.biases));
        at.biases += sums::rows;
        x86_outputs<InstructionSet>::template store<Rounding>(
            _mm_add_epi32(biases, products(at.w, x, n)), at, step, rule);
    }

  private:
    /// Each row's sum of products.
    [[gnu::always_inline]] static __m128i products(const int8_t*& w, const int8_t* x, uint32_t n) {
        if (n < 16) {
            row_sums of{0, 0, 0, 0};
            plain_sums<4>::add(w, x, n, of);
            return _mm_setr_epi32(of.a, of.b, of.c, of.d);
        }
        const auto finish = [](auto a, auto b, auto c, auto d) __attribute__((always_inline)) {
            return x86_sixteen<InstructionSet>::sums_of(a, b, c, d);
        };
        if constexpr (Bytes) {
            using bytes = sums_by_sixteens<x86_bytes<InstructionSet>, 32>;
            if (n >= 32) return bytes::add_by_vectors(w, x, n, finish);
        }
        return sums::add_by_vectors(w, x, n, finish);
    }
};
/// In plain code.
template <>
struct x86_sums<simd::scalar, false> : plain_sums<4> {};

template <class Rounding, class InstructionSet>
void dense(const detail::quantized_dense& layer, const int8_t* x, int8_t* y) noexcept {
    if constexpr (has_bytes) {
        if (layer.weights_have_opposites) {
            return dense_by_rows<Rounding, x86_sums<InstructionSet, true>>(layer, x, y);
        }
    }
    dense_by_rows<Rounding, x86_sums<InstructionSet, false>>(layer, x, y);
}

#define PICOMLP_DEFINE_ROUTINES(name)       \
    const dense_routines name##_dense = {   \
        dense<double_rounding, simd::name>, \
        dense<single_rounding, simd::name>, \
    };
PICOMLP_THIS_INSTRUCTION_SET(PICOMLP_DEFINE_ROUTINES)
#undef PICOMLP_DEFINE_ROUTINES

}  // namespace quantized_kernels
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
