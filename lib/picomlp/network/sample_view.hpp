// SPDX-License-Identifier: MIT
// A view of samples: their number is a run-time value, the number of features a constant.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/element_iterator.hpp"
#include "picomlp/base/numbers.hpp"
#include "picomlp/kernels/strided_samples.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// What is contiguous in memory.
enum class sample_order : uint8_t {
    feature_major,  ///< a feature of all samples: x[features][samples]
    sample_major,   ///< a sample's features: x[samples][features], as in NumPy, PyTorch, CSV files
};

/// Samples of Features features each, in one of the two orders: feature f of sample s is
/// data()[f * stride() + s] when feature_major, data()[s * stride() + f] when sample_major. Refers
/// to storage and owns none. T is const for a read-only view.
template <class T, uint32_t Features, sample_order Order = sample_order::feature_major>
class sample_view {
    static constexpr bool by_feature = Order == sample_order::feature_major;

  public:
    using value = T;                                ///< const T for samples that are only read
    static constexpr uint32_t features = Features;  ///< of each sample
    static constexpr sample_order order = Order;    ///< how they lie

    /// Features start `stride` >= samples elements apart when feature_major; samples start
    /// `stride` >= Features elements apart when sample_major.
    constexpr sample_view(T* data, uint32_t samples, size_t stride)
        : data_(data), stride_(stride), samples_(samples) {}
    constexpr sample_view(T* data, uint32_t samples)
        : sample_view(data, samples, by_feature ? samples : Features) {}

    /// Of an array: its type says which way it lies.
    template <size_t Samples, bool Fits = by_feature, class = typename detail::only_if<Fits>::type>
    constexpr sample_view(T (&all)[Features][Samples])
        : sample_view(all[0], static_cast<uint32_t>(Samples), Samples) {}
    /// Of an array, sample by sample.
    template <size_t Samples, bool Fits = !by_feature, class = typename detail::only_if<Fits>::type,
              class = void>
    constexpr sample_view(T (&all)[Samples][Features])
        : sample_view(all[0], static_cast<uint32_t>(Samples), Features) {}

    /// One sample: an array of its features.
    constexpr sample_view(T (&sample)[Features]) : sample_view(sample, 1) {}

    /// How many.
    constexpr uint32_t samples() const { return samples_; }
    /// The first sample's first feature.
    constexpr T* data() const { return data_; }
    /// Elements from a feature to the next (feature_major), or from a sample to the next.
    constexpr size_t stride() const { return stride_; }
    /// One number; indices are not checked.
    constexpr T& operator()(uint32_t feature, uint32_t sample) const {
        return by_feature ? data_[feature * stride_ + sample] : data_[sample * stride_ + feature];
    }

    /// The `count` samples from `begin` on; not checked.
    constexpr sample_view slice(uint32_t begin, uint32_t count) const {
        return {data_ + (by_feature ? begin : begin * stride_), count, stride_};
    }

    /// All numbers in memory order: feature by feature, or sample by sample.
    constexpr size_t size() const { return size_t{Features} * samples_; }
    constexpr element_iterator<T> begin() const { return {data_, columns(), stride_, 0}; }
    constexpr element_iterator<T> end() const {
        return {data_, columns(), stride_, samples_ == 0 ? 0 : size() / columns()};
    }

    /// A view that may be written may be read.
    constexpr operator sample_view<const T, Features, Order>() const {
        return {data_, samples_, stride_};
    }

  private:
    constexpr size_t columns() const { return by_feature ? samples_ : Features; }

    T* data_;
    size_t stride_;
    uint32_t samples_;
};

namespace detail {

/// A view in the form that the compiled core takes.
template <class T, uint32_t Features>
constexpr strided_rows<T> rows_of(sample_view<T, Features> all) {
    return {all.data(), all.stride()};
}
template <class T, uint32_t Features>
constexpr strided_samples<T> strided(sample_view<T, Features> all) {
    return {all.data(), all.stride(), 1, all.samples()};
}
template <class T, uint32_t Features>
constexpr strided_samples<T> strided(sample_view<T, Features, sample_order::sample_major> all) {
    return {all.data(), 1, all.stride(), all.samples()};
}

/// The same for features x samples, or a single sample.
template <class T, uint32_t Features, sample_order Order>
constexpr strided_rows<T> one_in_rows(sample_view<T, Features, Order> all) {
    return {all.data(), Order == sample_order::feature_major ? all.stride() : 1};
}

}  // namespace detail
}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
