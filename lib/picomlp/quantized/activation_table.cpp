#include "picomlp/quantized/activation_table.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

status detail::make_activation_table(sample_activation_routine<float> activate, float parameter,
                                     quantization from, quantization to, int8_t* table) noexcept {
    if (!is_usable(from) || !is_usable(to)) return status::bad_argument;
    // Twice: first the outputs are only checked.
    for (int pass = 0; pass < 2; ++pass) {
        for (int32_t q = -128; q < 128; ++q) {
            float z = dequantize(static_cast<int8_t>(q), from);
            if (activate) activate(1, &z, parameter);
            if (!is_finite(z)) return status::not_finite_output;
            if (pass == 1) table[q + 128] = quantize(z, to);
        }
    }
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
