// SPDX-License-Identifier: MIT
#include "picomlp/quantized/calibration.hpp"

#include "picomlp/kernels/finite.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

running_range<float> range_of(const float* x, uint32_t count) {
    running_range<float> range{x[0], x[0]};
    for (uint32_t k = 1; k < count; ++k) {
        range.lowest = x[k] < range.lowest ? x[k] : range.lowest;
        range.highest = x[k] > range.highest ? x[k] : range.highest;
    }
    return range;
}

uint32_t range_count(const float_network& network) { return 1 + 2 * network.layer_count(); }

/// Bins of equal width over a range.
struct binned_range {
    running_range<float> range;
    uint32_t bins;

    double width() const {
        return (static_cast<double>(range.highest) - static_cast<double>(range.lowest)) / bins;
    }
    /// Where a bin begins; where the one before it ends.
    double edge(uint32_t bin) const { return static_cast<double>(range.lowest) + width() * bin; }
    uint32_t bin_of(float x) const {
        const double place = (static_cast<double>(x) - static_cast<double>(range.lowest)) / width();
        if (!(place > 0)) return 0;
        return place < bins ? static_cast<uint32_t>(place) : bins - 1;
    }
    /// The range of some of the bins, whose ends are those of the whole where it keeps them.
    running_range<float> part(uint32_t first, uint32_t end) const {
        return {first == 0 ? range.lowest : static_cast<float>(edge(first)),
                end == bins ? range.highest : static_cast<float>(edge(end))};
    }
};

running_range<float> percentile(const binned_range& of, const uint32_t* counts, double part) {
    uint64_t all = 0;
    for (uint32_t k = 0; k < of.bins; ++k) all += counts[k];
    const double spare = static_cast<double>(all) * (1 - part) / 2;
    uint32_t first = 0;
    uint32_t end = of.bins;
    for (double left_out = counts[0]; first + 1 < end && left_out <= spare; ++first) {
        left_out += counts[first + 1];
    }
    for (double left_out = counts[end - 1]; first + 1 < end && left_out <= spare; --end) {
        left_out += counts[end - 2];
    }
    return of.part(first, end);
}

/// Of numbers in bins that end below `first`: the sum of squared distances to where it begins.
double left_out_below(const binned_range& of, const uint32_t* counts, uint32_t first) {
    double sum = 0;
    for (uint32_t k = 0; k < first; ++k) {
        const double distance = (first - k - 0.5) * of.width();
        sum += counts[k] * (distance * distance);
    }
    return sum;
}

/// The mean square of the errors of int8 over a range, and 0 with it.
double squared_error(double lowest, double highest) {
    const double step = ((highest > 0 ? highest : 0) - (lowest < 0 ? lowest : 0)) / 255;
    return step * step / 12;
}

running_range<float> least_squares(const binned_range& of, const uint32_t* counts) {
    double all = 0;
    for (uint32_t k = 0; k < of.bins; ++k) all += counts[k];
    double least = -1;
    running_range<float> best = of.range;
    double below = 0;  // how many numbers lie there
    for (uint32_t first = 0; first < of.bins; ++first) {
        const double lost_below = left_out_below(of, counts, first);
        double above = 0;
        double distances = 0;  // of the numbers above, to where the range ends
        double squares = 0;
        for (uint32_t end = of.bins; end > first; --end) {
            const double lost = lost_below + squares +
                                (all - below - above) * squared_error(of.edge(first), of.edge(end));
            if (least < 0 || lost < least) {
                least = lost;
                best = of.part(first, end);
            }
            // The range ends a bin earlier, and that bin's numbers lie half of it behind the end.
            const double width = of.width();
            const double more = counts[end - 1];
            squares += width * (2 * distances + above * width) + more * (width * width / 4);
            distances += above * width + more * (width / 2);
            above += more;
        }
        below += counts[first];
    }
    return best;
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

calibration::parts calibration::lay_out(detail::memory_layout& memory, const float_network& network,
                                        uint32_t bins) noexcept {
    const uint32_t ranges = range_count(network);
    parts made{};
    made.ranges = memory.take<running_range<float>>(ranges);
    made.used = memory.take<running_range<float>>(ranges);
    made.found = memory.take<running_range<float>>(ranges);
    made.counts = memory.take<uint32_t>(uint64_t{ranges} * bins);
    made.odd = memory.take<float>(detail::widest_layer(network, 1));
    made.even = memory.take<float>(detail::widest_layer(network, 2));
    return made;
}

size_t calibration::bytes(const float_network& network, uint32_t bins) noexcept {
    if (detail::check_quantizable(network) != status::ok || bins > most_bins) return 0;
    detail::memory_layout counted;
    lay_out(counted, network, bins);
    return detail::bytes_or_none(counted.used());
}

status calibration::open(const float_network& network, memory_block memory,
                         uint32_t bins) noexcept {
    const status quantizable = detail::check_quantizable(network);
    if (quantizable != status::ok) return quantizable;
    if (bins > most_bins) return status::bad_argument;
    const status fits = detail::check_memory(memory, bytes(network, bins), alignment);
    if (fits != status::ok) return fits;
    detail::memory_layout layout(memory.first);
    parts_ = lay_out(layout, network, bins);
    network_ = network;
    samples_ = 0;
    counted_ = 0;
    bins_ = bins;
    counting_ = false;
    used_ = parts_.ranges;
    return status::ok;
}

status calibration::open(const float_network& network, const running_range<float>* observed,
                         uint32_t layers, uint32_t steps) noexcept {
    const status quantizable = detail::check_quantizable(network);
    if (quantizable != status::ok) return quantizable;
    if (layers != network.layer_count()) return status::bad_argument;
    if (steps == 0) return status::no_samples;
    for (uint32_t k = 0; k < range_count(network); ++k) {
        const running_range<float> one = observed[k];
        if (!is_finite(one.lowest) || !is_finite(one.highest)) return status::bad_argument;
    }
    parts_ = parts{};
    network_ = network;
    samples_ = steps;
    counted_ = 0;
    bins_ = 0;
    counting_ = false;
    used_ = observed;
    return status::ok;
}

status calibration::run(const float* x) noexcept {
    if (!all_finite(x, network_.inputs())) return status::not_finite_input;
    bool finite = true;
    parts_.found[0] = range_of(x, network_.inputs());
    const auto note = [&](uint32_t place, uint32_t count, const float* numbers) {
        finite = finite && all_finite(numbers, count);
        parts_.found[place] = range_of(numbers, count);
    };
    detail::walk_float_layers(
        network_, x, parts_.odd, parts_.even,
        [&](uint32_t l, uint32_t count, const float* z) { note(1 + 2 * l, count, z); },
        [&](uint32_t l, uint32_t count, const float* a) { note(2 + 2 * l, count, a); });
    return finite ? status::ok : status::not_finite_output;
}

status calibration::add(const float* x) noexcept {
    if (!used_) return status::unusable_shape;
    if (!parts_.ranges) return status::bad_argument;
    if (counting_) return count(x);
    if (samples_ == UINT32_MAX) return status::too_many_samples;
    const status finite = run(x);
    if (finite != status::ok) return finite;
    for (uint32_t k = 0; k < range_count(network_); ++k) {
        running_range<float>& range = parts_.ranges[k];
        const running_range<float> found = parts_.found[k];
        if (samples_ == 0) range = found;
        range.lowest = found.lowest < range.lowest ? found.lowest : range.lowest;
        range.highest = found.highest > range.highest ? found.highest : range.highest;
    }
    ++samples_;
    return status::ok;
}

status calibration::start_counting() noexcept {
    if (bins_ == 0) return status::bad_argument;
    if (samples_ == 0) return status::no_samples;
    for (size_t k = 0; k < size_t{range_count(network_)} * bins_; ++k) parts_.counts[k] = 0;
    counting_ = true;
    counted_ = 0;
    used_ = parts_.ranges;
    return status::ok;
}

status calibration::count(const float* x) noexcept {
    uint32_t widest = network_.inputs();
    for (uint32_t l = 0; l < network_.layer_count(); ++l) {
        const uint32_t outputs = network_.layer(l).shape.outputs;
        widest = outputs > widest ? outputs : widest;
    }
    if (counted_ >= UINT32_MAX / widest) return status::too_many_samples;
    const status finite = run(x);
    if (finite != status::ok) return finite;
    count(0, network_.inputs(), x);
    detail::walk_float_layers(
        network_, x, parts_.odd, parts_.even,
        [&](uint32_t l, uint32_t count_of, const float* z) { count(1 + 2 * l, count_of, z); },
        [&](uint32_t l, uint32_t count_of, const float* a) { count(2 + 2 * l, count_of, a); });
    ++counted_;
    return status::ok;
}

void calibration::count(uint32_t range, uint32_t count, const float* numbers) noexcept {
    const binned_range binned{parts_.ranges[range], bins_};
    for (uint32_t k = 0; k < count; ++k) {
        if (numbers[k] != 0.0F) ++counts_of(range)[binned.bin_of(numbers[k])];
    }
}

status calibration::check_counts() const noexcept {
    return counted_ == 0 ? status::no_samples : status::ok;
}

status calibration::use_percentile(float part) noexcept {
    if (!(part > 0.0F && part <= 1.0F)) return status::bad_argument;
    const status counted = check_counts();
    if (counted != status::ok) return counted;
    for (uint32_t k = 0; k < range_count(network_); ++k) {
        const binned_range all{parts_.ranges[k], bins_};
        parts_.used[k] = percentile(all, counts_of(k), static_cast<double>(part));
    }
    used_ = parts_.used;
    return status::ok;
}

status calibration::use_least_squares() noexcept {
    const status counted = check_counts();
    if (counted != status::ok) return counted;
    for (uint32_t k = 0; k < range_count(network_); ++k) {
        parts_.used[k] = least_squares({parts_.ranges[k], bins_}, counts_of(k));
    }
    used_ = parts_.used;
    return status::ok;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
