#include "picomlp/loss/one_hot.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

template <class T>
status one_hot(const uint8_t* labels, uint32_t classes, uint32_t samples, rows<T> y) noexcept {
    if (samples == 0) return status::no_samples;
    for (uint32_t s = 0; s < samples; ++s) {
        if (labels[s] >= classes) return status::label_out_of_range;
    }
    for (uint32_t k = 0; k < classes; ++k) {
        for (uint32_t s = 0; s < samples; ++s) y[k][s] = labels[s] == k ? T(1) : T(0);
    }
    return status::ok;
}

template status one_hot(const uint8_t*, uint32_t, uint32_t, rows<float>) noexcept;
template status one_hot(const uint8_t*, uint32_t, uint32_t, rows<double>) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
