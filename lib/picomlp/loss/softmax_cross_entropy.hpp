// Cross-entropy over classes.
#pragma once

#include "picomlp/activation/softmax.hpp"
#include "picomlp/loss/loss.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// cost = -sum over the outputs of y_k log a_k with a = softmax(z), computed as the sum of
/// y_k (log(sum over j of exp(z_j - m)) - (z_k - m)), m the largest z; sums run upwards. delta =
/// scale (a - y). A sample's targets lie in [0, 1] and are meant to add up to 1, such as one_hot()
/// makes them; targets outside [0, 1] are status::label_out_of_range.
struct softmax_cross_entropy {
    using activation = softmax;
    template <class T>
    static status check(uint32_t outputs, uint32_t samples, rows<const T> y) noexcept;
    template <class T>
    static void evaluate(uint32_t outputs, uint32_t samples, rows<const T> z, rows<const T> y,
                         T scale, rows<T> delta, T* cost) noexcept;
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
