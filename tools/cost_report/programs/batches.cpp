// SPDX-License-Identifier: MIT
// Instructions of batches of each size, predicting and training, one line each:
//     NETWORK SAMPLES JOB NUMBER
#include "marks.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;

/// A batch that fills vectors of four lanes follows the largest that is asked about.
constexpr uint32_t sizes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 20};

template <uint32_t Width>
struct jobs {
    using net = network<input<Width>, dense<Width, relu>, dense<Width, relu>, dense<10, identity>>;
    static constexpr uint32_t capacity = 32;
    template <uint32_t Samples>
    using teacher = trainer<net, mean_squared_error, gradient_descent, batch<Samples>>;

    static inline typename net::parameters w;
    static inline typename net::scratch scratch_of_one;
    static inline batch_scratch<net, capacity> scratch;
    static inline float x[Width][capacity];
    static inline float y[net::outputs][capacity];
    static inline float target[net::outputs][capacity];
    static inline float x_of_one[Width];
    static inline float y_of_one[net::outputs];
    static inline float target_of_one[net::outputs];
    static inline teacher<1> t_of_one{gradient_descent::learning_rate(0.001F)};
    static inline teacher<capacity> t{gradient_descent::learning_rate(0.001F)};
    static inline uint32_t samples;
    static inline bool passed = true;

    static void prepare() {
        xoshiro128pp source{1};
        initialize(w, he_normal{}, source);
        for (auto& feature : x) {
            for (float& value : feature) value = uniform(source, -1.0F, 1.0F);
        }
        for (auto& output : target) {
            for (float& value : output) value = uniform(source, -1.0F, 1.0F);
        }
        for (uint32_t i = 0; i < Width; ++i) x_of_one[i] = x[i][0];
        for (uint32_t o = 0; o < net::outputs; ++o) target_of_one[o] = target[o][0];
    }

    [[gnu::noipa]] static void predict_one() {
        passed = predict(w, scratch_of_one, x_of_one, y_of_one) == status::ok;
    }
    [[gnu::noipa]] static void train_one() {
        passed = t_of_one.step(w, x_of_one, target_of_one).ok();
    }
    [[gnu::noipa]] static void predict_batch() {
        const sample_view<const float, Width> from{x[0], samples, capacity};
        const sample_view<float, net::outputs> to{y[0], samples, capacity};
        passed = predict(w, scratch, from, to) == status::ok;
    }
    [[gnu::noipa]] static void train_batch() {
        const sample_view<const float, Width> from{x[0], samples, capacity};
        const sample_view<const float, net::outputs> to{target[0], samples, capacity};
        passed = t.step(w, from, to).ok();
    }
};

template <uint32_t Width>
bool report(const char* network) {
    using jobs = ::jobs<Width>;
    jobs::prepare();
    marks::print(network, "single", "predict", jobs::predict_one);
    if (!jobs::passed) return false;
    marks::print(network, "single", "train", jobs::train_one);
    if (!jobs::passed) return false;
    for (const uint32_t samples : sizes) {
        char text[11];
        snprintf(text, sizeof text, "%u", static_cast<unsigned>(samples));
        jobs::samples = samples;
        marks::print(network, text, "predict", jobs::predict_batch);
        if (!jobs::passed) return false;
        marks::print(network, text, "train", jobs::train_batch);
        if (!jobs::passed) return false;
    }
    return true;
}

}  // namespace

int main() {
    marks::begin();
    return report<16>("16-16-16-10") && report<64>("64-64-64-10") ? 0 : 1;
}
