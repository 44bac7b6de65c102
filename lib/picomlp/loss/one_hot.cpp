// SPDX-License-Identifier: MIT
#include "picomlp/loss/one_hot.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class Label>
[[gnu::always_inline]] inline status check(const Label* labels, uint32_t classes,
                                           uint32_t samples) {
    if (samples == 0) return status::no_samples;
    for (uint32_t s = 0; s < samples; ++s) {
        if (!detail::is_below(labels[s], classes)) return status::label_out_of_range;
    }
    return status::ok;
}

}  // namespace

template <class Label>
status detail::check_labels(const Label* labels, uint32_t classes,
                            uint32_t samples) noexcept(detail::needs_label<Label>()) {
    return check(labels, classes, samples);
}

template <class T, class Label>
status one_hot(const Label* labels, uint32_t classes, uint32_t samples,
               strided_rows<T> y) noexcept(detail::needs_label<Label>()) {
    const status checked = check(labels, classes, samples);
    if (checked != status::ok) return checked;
    for (uint32_t k = 0; k < classes; ++k) {
        for (uint32_t s = 0; s < samples; ++s) {
            y[k][s] = static_cast<uint32_t>(labels[s]) == k ? T(1) : T(0);
        }
    }
    return status::ok;
}

#define PICOMLP_INSTANTIATE(Label)                                                           \
    template status detail::check_labels(const Label*, uint32_t, uint32_t) noexcept;         \
    template status one_hot(const Label*, uint32_t, uint32_t, strided_rows<float>) noexcept; \
    template status one_hot(const Label*, uint32_t, uint32_t, strided_rows<double>) noexcept;
PICOMLP_FOR_EACH_INTEGER(PICOMLP_INSTANTIATE)
#undef PICOMLP_INSTANTIATE

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
