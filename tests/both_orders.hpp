// The same samples in both orders, for tests that compare the results bit for bit.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "picomlp/network/sample_data.hpp"
#include "reference/network_cases.hpp"

namespace testing {

/// Between rows lie `gap` numbers that must not be read: they are NaN.
template <class T, std::uint32_t Features>
class both_orders {
  public:
    both_orders(const reference::matrix<T>& values, std::uint32_t gap)
        : samples_(static_cast<std::uint32_t>(values.samples)),
          gap_(gap),
          by_feature_(Features * (samples_ + gap), nan),
          by_sample_(samples_ * (Features + gap), nan) {
        for (std::uint32_t f = 0; f < Features; ++f) {
            for (std::uint32_t s = 0; s < samples_; ++s) set(f, s, values(f, s));
        }
    }

    void set(std::uint32_t f, std::uint32_t s, T value) {
        feature_major()(f, s) = value;
        sample_major()(f, s) = value;
    }

    picomlp::sample_view<T, Features> feature_major() {
        return {by_feature_.data(), samples_, samples_ + gap_};
    }
    picomlp::sample_view<T, Features, picomlp::sample_order::sample_major> sample_major() {
        return {by_sample_.data(), samples_, Features + gap_};
    }

    /// All numbers with their gaps, to see that nothing else was written.
    const std::vector<T>& sample_major_storage() const { return by_sample_; }

  private:
    static constexpr T nan = std::numeric_limits<T>::quiet_NaN();
    std::uint32_t samples_;
    std::uint32_t gap_;
    std::vector<T> by_feature_;
    std::vector<T> by_sample_;
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
