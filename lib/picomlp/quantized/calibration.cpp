#include "picomlp/quantized/calibration.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

struct parts {
    running_range<float>* ranges;
    running_range<float>* found;
    float* odd;
    float* even;
};

parts lay_out(detail::memory_layout& memory, const float_network& network) {
    const uint32_t ranges = 1 + 2 * network.layer_count();
    parts made{};
    made.ranges = memory.take<running_range<float>>(ranges);
    made.found = memory.take<running_range<float>>(ranges);
    made.odd = memory.take<float>(detail::widest_layer(network, 1));
    made.even = memory.take<float>(detail::widest_layer(network, 2));
    return made;
}

running_range<float> range_of(const float* x, uint32_t count) {
    running_range<float> range{x[0], x[0]};
    for (uint32_t k = 1; k < count; ++k) {
        range.lowest = x[k] < range.lowest ? x[k] : range.lowest;
        range.highest = x[k] > range.highest ? x[k] : range.highest;
    }
    return range;
}

}  // namespace

uint32_t detail::widest_layer(const float_network& network, uint32_t first) noexcept {
    uint32_t widest = 1;
    for (uint32_t l = first - 1; l < network.layer_count(); l += 2) {
        const uint32_t outputs = network.layer(l).shape.outputs;
        widest = outputs > widest ? outputs : widest;
    }
    return widest;
}

size_t calibration::bytes(const float_network& network) noexcept {
    if (detail::check_quantizable(network) != status::ok) return 0;
    detail::memory_layout counted;
    lay_out(counted, network);
    return detail::bytes_or_none(counted.used());
}

status calibration::open(const float_network& network, memory_block memory) noexcept {
    const status quantizable = detail::check_quantizable(network);
    if (quantizable != status::ok) return quantizable;
    const status fits = detail::check_memory(memory, bytes(network), alignment);
    if (fits != status::ok) return fits;
    detail::memory_layout layout(memory.first);
    const parts made = lay_out(layout, network);
    network_ = network;
    samples_ = 0;
    ranges_ = made.ranges;
    found_ = made.found;
    odd_ = made.odd;
    even_ = made.even;
    return status::ok;
}

status calibration::add(const float* x) noexcept {
    if (!ranges_) return status::unusable_shape;
    if (samples_ == UINT32_MAX) return status::too_many_samples;
    if (!all_finite(x, network_.inputs())) return status::not_finite_input;
    bool finite = true;
    found_[0] = range_of(x, network_.inputs());
    const auto note = [&](uint32_t place, uint32_t count, const float* numbers) {
        finite = finite && all_finite(numbers, count);
        found_[place] = range_of(numbers, count);
    };
    detail::walk_float_layers(
        network_, x, odd_, even_,
        [&](uint32_t l, uint32_t count, const float* z) { note(1 + 2 * l, count, z); },
        [&](uint32_t l, uint32_t count, const float* a) { note(2 + 2 * l, count, a); });
    if (!finite) return status::not_finite_output;
    for (uint32_t k = 0; k < 1 + 2 * network_.layer_count(); ++k) {
        running_range<float>& range = ranges_[k];
        const running_range<float> found = found_[k];
        if (samples_ == 0) range = found;
        range.lowest = found.lowest < range.lowest ? found.lowest : range.lowest;
        range.highest = found.highest > range.highest ? found.highest : range.highest;
    }
    ++samples_;
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
