// SPDX-License-Identifier: MIT
// Predictions of families of jobs, done by picomlp.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <vector>

#include "sized_networks.hpp"

namespace bench {

namespace {

/// Batches of any size, all of one scratch that takes so many samples at a time.
template <class Network, std::uint32_t SamplesAtATime>
job batch_prediction(const sized_job& wanted) {
    using T = typename Network::value_type;
    struct state {
        typename Network::parameters w;
        batch_scratch<Network, SamplesAtATime> scratch;
        std::vector<T> x, y;
    };
    const auto s = std::make_shared<state>();
    set_parameters(s->w);
    const sized_data data = data_of(wanted);
    s->x.assign(data.x.begin(), data.x.end());
    const auto batches = static_cast<std::size_t>(data.batches);
    const auto stride = static_cast<std::size_t>(data.stride);
    s->y.assign(batches * Network::outputs * stride, T(0));
    const auto samples = static_cast<std::uint32_t>(data.samples);
    return {wanted.name, "",
            [s, batches, stride, samples](long count) {
                auto outcome = status::ok;
                for (long k = 0; k < count; ++k) {
                    for (std::size_t b = 0; b < batches; ++b) {
                        const status now = predict(
                            s->w, s->scratch,
                            sample_view<const T, Network::inputs>(
                                s->x.data() + b * Network::inputs * stride, samples, stride),
                            sample_view<T, Network::outputs>(
                                s->y.data() + b * Network::outputs * stride, samples, stride));
                        if (now != status::ok) outcome = now;
                    }
                    keep(s->y.data());
                }
                demand(outcome);
            },
            [s] {
                double sum = 0;
                for (const T y : s->y) sum += std::fabs(static_cast<double>(y));
                return sum;
            }};
}

struct prediction_maker {
    template <class Network>
    static job make(const sized_job& wanted) {
        if (wanted.is_sample) return predict_job<Network>(wanted.name);
        if constexpr (Network::inputs >= 512) {
            if (wanted.samples == large_batch)
                return batch_prediction<Network, large_batch>(wanted);
        }
        return batch_prediction<Network, most_in_a_batch>(wanted);
    }
};

}  // namespace

template <class T>
job make_sized_prediction(const sized_job& wanted) {
    return made_by<prediction_maker, T, identity>(wanted);
}

template job make_sized_prediction<float>(const sized_job&);
template job make_sized_prediction<double>(const sized_job&);

}  // namespace bench
