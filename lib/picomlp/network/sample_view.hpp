// Samples whose number is known at run time, features whose number is known at compile time.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/kernels/rows.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

/// A features x samples matrix, samples innermost, as the course writes X: feature f of sample s
/// is first[f * stride + s]. Refers to storage, owns none. T is const for what is only read.
template <class T, uint32_t Features>
class sample_view {
  public:
    static constexpr uint32_t features = Features;

    /// `stride` >= samples elements apart lie the rows.
    sample_view(T* first, uint32_t samples, size_t stride)
        : rows_{first, stride}, samples_(samples) {}
    sample_view(T* first, uint32_t samples) : sample_view(first, samples, samples) {}

    template <size_t Samples>
    sample_view(T (&all)[Features][Samples]) : sample_view(all[0], Samples) {}

    /// One sample: an array of its features.
    sample_view(T (&sample)[Features]) : sample_view(sample, 1) {}

    uint32_t samples() const { return samples_; }
    rows<T> data() const { return rows_; }
    T& operator()(uint32_t feature, uint32_t sample) const { return rows_[feature][sample]; }

    /// The `count` samples from `begin` on; not checked.
    sample_view slice(uint32_t begin, uint32_t count) const {
        return {rows_.first + begin, count, rows_.stride};
    }

    operator sample_view<const T, Features>() const {
        return {rows_.first, samples_, rows_.stride};
    }

  private:
    rows<T> rows_;
    uint32_t samples_;
};

/// True for the type of an array that holds the features of a single sample.
template <class XSamples>
inline constexpr bool is_one_sample = false;
template <class T, size_t Features>
inline constexpr bool is_one_sample<T[Features]> = true;
template <class T, size_t Features, size_t Samples>
inline constexpr bool is_one_sample<T[Features][Samples]> = false;
template <class XSamples>
inline constexpr bool is_one_sample<XSamples&> = is_one_sample<XSamples>;

/// True for views of numbers of type T; holds also for views that only read them.
template <class View, class T>
inline constexpr bool holds_writable = false;
template <class T, uint32_t Features>
inline constexpr bool holds_writable<sample_view<T, Features>, T> = true;
template <class View, class T>
inline constexpr bool holds = holds_writable<View, T> || holds_writable<View, const T>;

/// Whatever holds samples, as a view: an array T[features][samples], a view itself, or an array
/// T[features] for a single sample.
template <class T, uint32_t Features>
sample_view<T, Features> samples_of(sample_view<T, Features> all) {
    return all;
}
template <class T, size_t Features, size_t Samples>
sample_view<T, Features> samples_of(T (&all)[Features][Samples]) {
    return {all[0], Samples};
}
template <class T, size_t Features>
sample_view<T, Features> samples_of(T (&sample)[Features]) {
    return {sample, 1};
}

/// A view as the Wanted one. What is no such view becomes an empty one: the caller has a
/// static_assert for that, and this keeps its message the only one.
template <class Wanted>
struct view_as {
    static Wanted of(Wanted all) { return all; }
    static Wanted of(...) { return {nullptr, 0, 0}; }
};

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
