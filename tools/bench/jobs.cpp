// SPDX-License-Identifier: MIT
#include "jobs.hpp"

#include <initializer_list>

#include "sized_jobs.hpp"

namespace bench {

namespace {

constexpr double floating_point_operations(double size) { return 2 * size * size * size; }

using sizes = std::initializer_list<double>;

double for_a_prediction(sizes layers) {
    double sum = 0;
    for (const double* outputs = layers.begin() + 1; outputs != layers.end(); ++outputs) {
        sum += outputs[-1] * outputs[0];
    }
    return sum;
}

/// Forward, every weight's gradient, and deltas for all layers but the first.
double for_a_training_sample(sizes layers) {
    return 3 * for_a_prediction(layers) - layers.begin()[0] * layers.begin()[1];
}

job_facts prediction(const char* name, const char* description, sizes layers) {
    return {name, description, "sample", 1e-6, "Msamples/s", 1e-4, for_a_prediction(layers)};
}

job_facts in_eight_bits(const char* name, sizes layers) {
    return prediction(name, "one sample from int8 to int8, relu relu identity", layers);
}

job_facts in_eight_bits_by_32(const char* name, sizes layers) {
    return {name,
            "32 samples from int8 to int8, relu relu identity",
            "32 samples",
            32e-6,
            "Msamples/s",
            1e-4,
            32 * for_a_prediction(layers)};
}

job_facts training(const char* name, const char* description, const char* timed, double samples,
                   sizes layers) {
    return {name,
            description,
            timed,
            1e-6 * samples,
            "Msamples/s",
            1e-3,
            samples * for_a_training_sample(layers)};
}

job_facts product(const char* name, const char* description, double size) {
    return {name,
            description,
            "product",
            1e-9 * floating_point_operations(size),
            "GFLOP/s",
            1e-4,
            floating_point_operations(size) / 2};
}

}  // namespace

const std::vector<job_facts>& all_jobs() {
    static const std::vector<job_facts> jobs = {
        {"peak", "multiply-adds in registers that wait for nothing: what one core can do", "pass",
         2e-9 * peak_multiply_adds, "GFLOP/s", 1e-6, peak_multiply_adds},
        training("course",
                 "train 2-10-5-1 (relu relu sigmoid) on 300 samples, 15000 iterations, He", "run",
                 1.0 * course_iterations * course_samples, {2, 10, 5, 1}),
        prediction("predict-2-10-5-1", "one sample, relu relu sigmoid", {2, 10, 5, 1}),
        training("course-any-shape", "the same by a network whose shape is known at run time",
                 "run", 1.0 * course_iterations * course_samples, {2, 10, 5, 1}),
        prediction("predict-2-10-5-1-any-shape",
                   "one sample, by a network whose shape is known at run time", {2, 10, 5, 1}),
        prediction("predict-16-32-32-4", "one sample, tanh tanh identity", {16, 32, 32, 4}),
        prediction("predict-64-64-64-10", "one sample, relu relu identity", {64, 64, 64, 10}),
        prediction("predict-784-128-64-10", "one sample, relu relu identity", {784, 128, 64, 10}),
        in_eight_bits("predict-64-64-64-10-int8", {64, 64, 64, 10}),
        in_eight_bits("predict-784-128-64-10-int8", {784, 128, 64, 10}),
        in_eight_bits_by_32("predict-64-64-64-10-int8-batch32", {64, 64, 64, 10}),
        in_eight_bits_by_32("predict-784-128-64-10-int8-batch32", {784, 128, 64, 10}),
        training("train-784-128-64-10", "64 steps of gradient descent, batch 32, relu relu softmax",
                 "64 steps", 1.0 * training_steps * training_batch, {784, 128, 64, 10}),
        training("train-16-64-64-4", "64 steps of gradient descent, batch 32, relu relu softmax",
                 "64 steps", 1.0 * training_steps * training_batch, {16, 64, 64, 4}),
        product("product-16", "matrix product, 16 x 16", 16),
        product("product-32", "matrix product, 32 x 32", 32),
        product("product-48", "matrix product, 48 x 48", 48),
        product("product-64", "matrix product, 64 x 64", 64),
        // Other generators, other numbers: only their mean square can be compared.
        {"normals", "standard normal numbers, 65536 at a time", "fill", 1e-6 * normals_per_fill,
         "Mnumbers/s", 0.03, 0},
    };
    return jobs;
}

std::optional<job_facts> find_job(const std::string& name) {
    for (const job_facts& facts : all_jobs()) {
        if (name == facts.name) return facts;
    }
    if (const auto job = parse_sized_job(name)) return facts_of(*job);
    return std::nullopt;
}

}  // namespace bench
