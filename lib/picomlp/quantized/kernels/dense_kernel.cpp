// SPDX-License-Identifier: MIT
#include "picomlp/quantized/dense.hpp"

#if defined(PICOMLP_X86_VECTORS)
#include "picomlp/quantized/kernels/bounded_sums.hpp"
#include "picomlp/quantized/kernels/x86_dense.hpp"
#include "picomlp/simd/dispatch/built_instruction_sets.hpp"
#elif defined(__ARM_FEATURE_MVE) && !defined(PICOMLP_WITHOUT_VECTORS)
#define PICOMLP_HELIUM
#include "picomlp/quantized/kernels/helium_dense.hpp"
#elif defined(__ARM_FEATURE_DSP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#define PICOMLP_CORTEX_M_DSP
#include "picomlp/quantized/kernels/cortex_m_dsp.hpp"
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && !defined(__thumb2__)
#define PICOMLP_SMALL_CORTEX_M
#include "picomlp/quantized/kernels/small_cortex_m.hpp"
#elif defined(__ARM_NEON) && !defined(PICOMLP_WITHOUT_VECTORS) && !defined(__OPTIMIZE_SIZE__)
#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/quantized/kernels/neon_sixteen.hpp"
#include "picomlp/quantized/kernels/sums_by_sixteens.hpp"
#define PICOMLP_SUMS sums_by_sixteens<quantized_kernels::neon_sixteen>
#elif defined(__wasm_simd128__)
#include "picomlp/quantized/kernels/dense_rows.hpp"
#include "picomlp/quantized/kernels/simd128_sixteen.hpp"
#include "picomlp/quantized/kernels/sums_by_sixteens.hpp"
#define PICOMLP_SUMS sums_by_sixteens<quantized_kernels::simd128_sixteen>
#else
#include "picomlp/quantized/kernels/dense_rows.hpp"
#define PICOMLP_SUMS plain_sums<4>
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class Rounding>
void detail::fast_quantized_dense(const quantized_dense& layer, const int8_t* x,
                                  int8_t* y) noexcept {
    namespace kernels = quantized_kernels;
#if defined(PICOMLP_X86_VECTORS)
#define PICOMLP_ROUTINES(name) &kernels::name##_dense,
    static constexpr const kernels::dense_routines* routines[] = {
        PICOMLP_BUILT_INSTRUCTION_SETS(PICOMLP_ROUTINES)};
#undef PICOMLP_ROUTINES
    const kernels::dense_routines& chosen = *simd::active_of(routines);
    (kernels::rounds_twice<Rounding> ? chosen.double_rounding : chosen.single_rounding)(layer, x,
                                                                                        y);
#elif defined(PICOMLP_HELIUM)
    kernels::dense_by_helium<Rounding>(layer, x, y);
#elif defined(PICOMLP_CORTEX_M_DSP)
    kernels::dense_by_dsp<Rounding>(layer, x, y);
#elif defined(PICOMLP_SMALL_CORTEX_M)
    kernels::dense_by_small_cortex_m<Rounding>(layer, x, y);
#else
    kernels::dense_by_rows<Rounding, kernels::PICOMLP_SUMS>(layer, x, y);
#endif
}

template void detail::fast_quantized_dense<double_rounding>(const quantized_dense&, const int8_t*,
                                                            int8_t*) noexcept;
template void detail::fast_quantized_dense<single_rounding>(const quantized_dense&, const int8_t*,
                                                            int8_t*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
