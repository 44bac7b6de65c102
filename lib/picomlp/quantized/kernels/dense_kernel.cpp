#include "picomlp/quantized/kernels/dense_rows.hpp"

#if defined(__ARM_FEATURE_MVE) && !defined(PICOMLP_WITHOUT_VECTORS)
#define PICOMLP_HELIUM
#include "picomlp/quantized/kernels/helium_dense.hpp"
#elif defined(__ARM_FEATURE_DSP) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#define PICOMLP_CORTEX_M_DSP
#include "picomlp/quantized/kernels/cortex_m_dsp.hpp"
#endif

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class Rounding>
void detail::fast_quantized_dense(const quantized_dense& layer, const int8_t* x,
                                  int8_t* y) noexcept {
#if defined(PICOMLP_HELIUM)
    quantized_kernels::dense_by_helium<Rounding>(layer, x, y);
#elif defined(PICOMLP_CORTEX_M_DSP)
    quantized_kernels::dense_by_dsp<Rounding>(layer, x, y);
#elif defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M' && !defined(__ARM_ARCH_7M__)
    // Eight registers.
    quantized_kernels::dense_by_rows<Rounding, quantized_kernels::plain_sums<2>>(layer, x, y);
#else
    quantized_kernels::dense_by_rows<Rounding, quantized_kernels::plain_sums<4>>(layer, x, y);
#endif
}

template void detail::fast_quantized_dense<double_rounding>(const quantized_dense&, const int8_t*,
                                                            int8_t*) noexcept;
template void detail::fast_quantized_dense<single_rounding>(const quantized_dense&, const int8_t*,
                                                            int8_t*) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
