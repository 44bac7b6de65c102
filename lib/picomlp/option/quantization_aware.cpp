#include "picomlp/option/quantization_aware.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

float moved(float from, float to, float rate) {
    const float way = to - from;
    const float step = way * rate;
    return from + step;
}

}  // namespace

status detail::check_rate(float rate) noexcept {
    return rate > 0.0F && rate <= 1.0F ? status::ok : status::bad_argument;
}

void detail::move_ranges(float rate, uint32_t count, const running_range<float>* found,
                         running_range<float>* observed, uint32_t* steps) noexcept {
    for (uint32_t k = 0; k < count; ++k) {
        running_range<float>& range = observed[k];
        if (*steps == 0) range = found[k];
        range.lowest = moved(range.lowest, found[k].lowest, rate);
        range.highest = moved(range.highest, found[k].highest, rate);
    }
    if (*steps < UINT32_MAX) ++*steps;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
