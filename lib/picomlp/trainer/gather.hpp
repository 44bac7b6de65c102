// Putting mini-batches together.
#pragma once

#include <stdint.h>

#include "picomlp/base/numbers.hpp"
#include "picomlp/network/sample_view.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// True when all `count` indices are from 0 to samples-1. Index is any integer type.
template <class Index>
[[nodiscard]] bool all_below(uint32_t samples, const Index* order,
                             uint32_t count) noexcept(detail::needs_index<Index>());

/// to[f][k] = from[f][order[k]] for `features` rows and k below `count`; indices are not checked.
/// Index is any integer type.
template <class T, class Index>
void gather(uint32_t features, rows<const T> from, const Index* order, uint32_t count,
            rows<T> to) noexcept(detail::needs_index<Index>());

/// Storage for one mini-batch of up to Samples samples, filled by trainer::epoch.
template <class Network, uint32_t Samples>
class mini_batch {
    using T = typename Network::value_type;

  public:
    sample_view<T, Network::inputs> features(uint32_t count) { return {x_, count, Samples}; }
    sample_view<T, Network::outputs> targets(uint32_t count) { return {y_, count, Samples}; }

  private:
    T x_[size_t{Network::inputs} * Samples];
    T y_[size_t{Network::outputs} * Samples];
};

/// The mean of costs that stand for different numbers of samples.
template <class T>
class running_mean {
  public:
    /// `cost` is the mean of `samples` samples; sums run in the order of the calls.
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
