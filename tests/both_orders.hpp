// SPDX-License-Identifier: MIT
// The same samples in both orders, for tests that compare the results bit for bit.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "picomlp/network/sample_data.hpp"
#include "reference/network_cases.hpp"

namespace testing {

/// The samples of a matrix in memory, `gap` numbers apart that must not be read: they are NaN.
template <class T>
class stored_samples {
  public:
    stored_samples(const reference::matrix<T>& values, std::uint32_t gap, bool by_sample)
        : samples_(static_cast<std::uint32_t>(values.samples)),
          features_(static_cast<std::uint32_t>(values.features)),
          stride_((by_sample ? features_ : samples_) + gap),
          by_sample_(by_sample),
          memory_((by_sample ? samples_ : features_) * stride_,
                  std::numeric_limits<T>::quiet_NaN()) {
        for (std::uint32_t f = 0; f < features_; ++f) {
            for (std::uint32_t s = 0; s < samples_; ++s) (*this)(f, s) = values(f, s);
        }
    }

    T& operator()(std::uint32_t f, std::uint32_t s) {
        return memory_[by_sample_ ? s * stride_ + f : f * stride_ + s];
    }

    bool by_sample() const { return by_sample_; }

    template <std::uint32_t Features, picomlp::sample_order Order>
    picomlp::sample_view<T, Features, Order> view() {
        return {memory_.data(), samples_, stride_};
    }

    /// Feature by feature, whatever the order.
    std::vector<T> values() {
        std::vector<T> all;
        for (std::uint32_t f = 0; f < features_; ++f) {
            for (std::uint32_t s = 0; s < samples_; ++s) all.push_back((*this)(f, s));
        }
        return all;
    }

    /// All numbers with their gaps, to see that nothing else was written.
    const std::vector<T>& memory() const { return memory_; }

  private:
    std::uint32_t samples_;
    std::uint32_t features_;
    std::uint32_t stride_;
    bool by_sample_;
    std::vector<T> memory_;
};

/// The same samples in both orders.
template <class T, std::uint32_t Features>
class both_orders {
  public:
    both_orders(const reference::matrix<T>& values, std::uint32_t gap)
        : by_feature_(values, gap, false), by_sample_(values, gap, true) {}

    void set(std::uint32_t f, std::uint32_t s, T value) {
        by_feature_(f, s) = value;
        by_sample_(f, s) = value;
    }

    auto feature_major() {
        return by_feature_.template view<Features, picomlp::sample_order::feature_major>();
    }
    auto sample_major() {
        return by_sample_.template view<Features, picomlp::sample_order::sample_major>();
    }

  private:
    stored_samples<T> by_feature_;
    stored_samples<T> by_sample_;
};

/// The numbers of a view, feature by feature, whatever their order.
template <class View>
auto values_by_feature(const View& view) {
    std::vector<typename picomlp::detail::plain_type<typename View::value>::type> all;
    for (std::uint32_t f = 0; f < View::features; ++f) {
        for (std::uint32_t s = 0; s < view.samples(); ++s) all.push_back(view(f, s));
    }
    return all;
}

}  // namespace testing
