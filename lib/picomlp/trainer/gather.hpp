// SPDX-License-Identifier: MIT
// Gathering samples into mini-batches.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/network/checked_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// True when all `count` indices are from 0 to samples-1. Index is any integer type.
template <class Index>
[[nodiscard]] bool all_below(uint32_t samples, const Index* order,
                             uint32_t count) noexcept(needs_index<Index>());

/// to[f][k] = from[f][order[k]] for `features` rows and k below `count`; indices are not checked.
/// Index is any integer type.
template <class T, class Index>
void gather(uint32_t features, strided_rows<const T> from, const Index* order, uint32_t count,
            strided_rows<T> to) noexcept(needs_index<Index>());
/// The same for samples in any order.
template <class T, class Index>
void gather(uint32_t features, strided_samples<const T> from, const Index* order, uint32_t count,
            strided_rows<T> to) noexcept(needs_index<Index>());

/// The features of a network's samples, and their targets.
template <class Network, class Data>
constexpr auto features_of(const Data& x) {
    return checked_samples<Network::inputs, const typename Network::value_type>(x);
}
template <class Network, class Data>
constexpr auto targets_of(const Data& y) {
    return checked_samples<Network::outputs, const typename Network::value_type>(y);
}

/// to = the samples of `from` that `order` lists.
template <class T, uint32_t Features, sample_order Order, class Index>
void gather_samples(sample_view<const T, Features, Order> from, const Index* order, uint32_t count,
                    sample_view<T, Features> to) {
    if constexpr (Order == sample_order::feature_major) {
        gather(Features, rows_of(from), order, count, rows_of(to));
    } else {
        gather(Features, strided(from), order, count, rows_of(to));
    }
}

}  // namespace detail

/// The result of mini_batch::load(): samples in the kernels' order.
template <class T, uint32_t Inputs, uint32_t Outputs>
struct [[nodiscard]] loaded_batch {
    sample_view<const T, Inputs> features;
    sample_view<const T, Outputs> targets;
    picomlp::status status;  ///< when not ok, the views are empty

    bool ok() const { return status == picomlp::status::ok; }
};

/// Storage for one mini-batch of up to Samples samples, filled by trainer::epoch and load().
template <class Network, uint32_t Samples>
class mini_batch {
    using T = typename Network::value_type;

  public:
    sample_view<T, Network::inputs> features(uint32_t count) {
        return {x_, count, stride_of(count)};
    }
    sample_view<T, Network::outputs> targets(uint32_t count) {
        return {y_, count, stride_of(count)};
    }

    /// Copies samples in either order, as in predict(), to inputs x samples and outputs x samples,
    /// the order that trainer::step and check_gradient require for several samples.
    /// status::mismatched_samples when x and y hold different numbers of samples, too_many_samples
    /// for more than Samples; the contents are then unchanged.
    template <class XSamples, class YSamples>
    loaded_batch<T, Network::inputs, Network::outputs> load(const XSamples& x, const YSamples& y) {
        const auto from = detail::features_of<Network>(x);
        const auto to = detail::targets_of<Network>(y);
        const status match = detail::matched(from, to);
        const uint32_t count = from.view.samples();
        if (match != status::ok) return {features(0), targets(0), match};
        if (count > Samples) return {features(0), targets(0), status::too_many_samples};
        const size_t stride = stride_of(count);
        copy_samples<T>(Network::inputs, detail::strided(from.view), {x_, stride});
        copy_samples<T>(Network::outputs, detail::strided(to.view), {y_, stride});
        return {features(count), targets(count), status::ok};
    }

  private:
    /// The features of a single sample are neighbours, as steps on one sample like them.
    static constexpr size_t stride_of(uint32_t count) { return count == 1 ? 1 : Samples; }

    T x_[size_t{Network::inputs} * Samples];
    T y_[size_t{Network::outputs} * Samples];
};

/// The weighted mean of batch costs.
template <class T>
class running_mean {
  public:
    /// `cost` is the mean over `samples` samples; sums run in the order of the calls.
    void add(T cost, uint32_t samples) noexcept;
    /// 0 before the first add.
    T value() const noexcept;

  private:
    T sum_ = T(0);
    uint32_t samples_ = 0;
};

extern template class running_mean<float>;
extern template class running_mean<double>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
