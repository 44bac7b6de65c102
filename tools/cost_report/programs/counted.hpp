// SPDX-License-Identifier: MIT
// What a network of the playground's page takes, one line each:
//     NETWORK JOB MEASURE NUMBER
// JOB: predict, one sample; train, a step on one sample; int8, a prediction from int8 to int8.
#pragma once

#include <stdio.h>

#include "board.hpp"
#include "networks.hpp"

namespace counted {

using namespace networks;

[[gnu::noipa]] inline void nothing() {}

template <class Job>
uint32_t instructions_of(Job job) {
    board::start_counting();
    nothing();
    const uint32_t less = board::stop_counting();
    board::start_counting();
    job();
    return board::stop_counting() - less;
}

inline bool passed = true;

/// The network's name may be in two parts.
struct name_of_network {
    const char* begin;
    const char* end = "";
};

inline void print(const name_of_network& name, const char* job, const char* measure,
                  size_t number) {
    printf("%s%s %s %s %lu\n", name.begin, name.end, job, measure,
           static_cast<unsigned long>(number));
}

// The mean of as many samples and initial weights: floats in software depend on the numbers.
inline constexpr uint32_t samples = 16;
inline constexpr uint32_t starts = 12;

template <class Network, class Optimizer = gradient_descent>
struct room {
    using trainer_type = trainer<Network, binary_cross_entropy, Optimizer, batch<1>>;
    using small_network = quantized<Network, double_rounding>;

    static inline typename Network::parameters w;
    static inline typename Network::scratch scratch;
    static inline float x[samples][2];
    static inline float y[1], target[1];
    static inline trainer_type t;
    static inline quantized_parameters<Network> numbers;
    static inline small_network small;
    static inline typename small_network::scratch small_scratch;
    static inline int8_t small_x[2], small_y[1];

    // Flattened, as an application's only prediction is inlined where it is called.
    [[gnu::noipa, gnu::flatten]] static void predict_all() {
        for (const auto& one : x) passed &= predict(w, scratch, one, y) == status::ok;
    }
    [[gnu::noipa]] static void train_all() {
        for (const auto& one : x) passed &= t.step(w, one, target).ok();
    }
    [[gnu::noipa]] static void predict_small() {
        passed &= small.predict(small_x, small_scratch, small_y) == status::ok;
    }

    static void report_floats(const name_of_network& name) {
        xoshiro128pp source{1};
        uint32_t predicting = 0, training = 0;
        for (uint32_t start = 0; start < starts; ++start) {
            initialize(w, he_normal{}, source);
            for (auto& one : x) {
                for (float& feature : one) feature = uniform(source, -1.0F, 1.0F);
            }
            target[0] = static_cast<float>(start % 2);
            predicting += instructions_of(predict_all) / samples;
            training += instructions_of(train_all) / samples;
        }
        print(name, "predict", "instructions", predicting / starts);
        print(name, "train", "instructions", training / starts);
    }

    static void report(const name_of_network& name) {
        report_floats(name);
        xoshiro128pp source{2};
        numbers.input_scale = 1;
        for (uint32_t l = 0; l < Network::layer_count; ++l) {
            numbers.scales[l] = 1;
            numbers.zero_points[l] = -128;
            numbers.ranges[l] = {-128, 127};
        }
        for (multiplier& m : numbers.multipliers) m = {1 << 30, -8};
        for (int8_t& q : numbers.weights) q = static_cast<int8_t>(source.next());
        passed &= small.open(numbers) == status::ok;
        print(name, "int8", "instructions", instructions_of(predict_small));
    }

    /// Parameters that are trained are in RAM too; numbers of int8 are in flash.
    static void report_bytes(const name_of_network& name) {
        print(name, "predict", "ram", sizeof scratch);
        print(name, "train", "ram", sizeof w + sizeof t);
        print(name, "int8", "ram", sizeof small + sizeof small_scratch);
        print(name, "predict", "numbers", sizeof w);
        print(name, "int8", "numbers", sizeof numbers);
    }
};

}  // namespace counted
