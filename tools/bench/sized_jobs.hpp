// SPDX-License-Identifier: MIT
// Families of jobs: one network of many, predicting or training, with any number of samples.
//
// predict-W64-batch15, train-784-128-64-10-sample: `families` says how such a name is made.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "jobs.hpp"

namespace bench {

/// Networks W-W-W-10 of these widths ...
constexpr int widths[] = {8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024, 2048};
/// ... and two more. Hidden layers are relu; one output is sigmoid, more are softmax in training
/// and identity in prediction.
const std::vector<layer_sizes>& other_networks();

constexpr int most_in_a_batch = 64;
constexpr int large_batch = 512;  ///< the only larger one, for networks of width 512 and above
constexpr int samples_in_rows = 1024;
constexpr double adam_learning_rate = 0.001;

/// A job of a family, its name taken apart.
struct sized_job {
    enum class kind { prediction, descent, adam };
    std::string name;
    kind what = kind::prediction;
    layer_sizes sizes;
    bool is_sample = false;  ///< one sample by itself, not a batch of one
    int samples = 1;         ///< of a batch
    int stride = 0;          ///< features of samples_in_rows samples lie that far apart; 0: a batch

    int inputs() const { return sizes.front(); }
    int outputs() const { return sizes.back(); }
};

/// Nothing when no family has a job of that name.
std::optional<sized_job> parse_sized_job(const std::string& name);

/// Those of `wanted` that belong to a family, in their order.
std::vector<sized_job> sized_jobs(const std::vector<std::string>& wanted);

job_facts facts_of(const sized_job& job);

/// What --list says of a family. NET, N and S stand for what list_of_networks() and the description
/// name.
struct job_family {
    const char* pattern;
    const char* description;
};
constexpr job_family families[] = {
    {"predict-NET-sample", "one sample"},
    {"predict-NET-batchN", "a batch of N samples, 1 to 64; 512 as well from W512 on"},
    {"predict-NET-strideS", "1024 samples, features S numbers apart, 16 to 4096"},
    {"train-NET-sample", "gradient descent, one sample a step"},
    {"train-NET-batchN", "gradient descent, N samples a step, as above"},
    {"train-adam-NET-sample", "Adam, one sample a step"},
    {"train-adam-NET-batchN", "Adam, N samples a step, 1 to 64"},
};
std::string list_of_networks();

/// Steps of one execution of a training, from the initial parameters on.
int steps_of(const sized_job& job);

/// Of gradient descent. Wide layers want small steps.
double learning_rate_of(const sized_job& job);

/// What a job works on: training_batches batches, or for a prediction one, and for a job of rows
/// matrices of min(stride, samples_in_rows) samples in rows `stride` apart, which hold
/// samples_in_rows together. Features are uniform in [-1, 1); sample s of all is of class s mod
/// outputs, or has that label when there is one output.
struct sized_data {
    int batches = 1;
    int samples = 1;        ///< of a batch
    int stride = 1;         ///< from feature to feature
    std::vector<double> x;  ///< batches x features x stride, samples innermost
    std::vector<double> y;  ///< batches x outputs x samples, one-hot; empty for predictions
};
sized_data data_of(const sized_job& job);

}  // namespace bench
