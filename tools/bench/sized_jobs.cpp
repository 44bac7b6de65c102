// SPDX-License-Identifier: MIT
#include "sized_jobs.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace bench {

namespace {

std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts(1);
    for (const char c : name) {
        if (c == '-') {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    return parts;
}

/// The number behind `word` in a part of a name, at most four digits without leading zeros.
std::optional<int> number_behind(const std::string& word, const std::string& part) {
    const std::string digits = part.substr(std::min(word.size(), part.size()));
    if (part.compare(0, word.size(), word) != 0 || digits.empty() || digits.size() > 4 ||
        digits[0] == '0' || digits.find_first_not_of("0123456789") != std::string::npos) {
        return std::nullopt;
    }
    return std::stoi(digits);
}

bool is_a_network(const layer_sizes& sizes) {
    const auto& others = other_networks();
    const layer_sizes wide = {sizes.front(), sizes.front(), sizes.front(), 10};
    return std::find(others.begin(), others.end(), sizes) != others.end() ||
           (sizes == wide &&
            std::find(std::begin(widths), std::end(widths), sizes.front()) != std::end(widths));
}

bool is_a_batch(const sized_job& job) {
    return job.samples <= most_in_a_batch ||
           (job.samples == large_batch && job.inputs() >= 512 && job.what != sized_job::kind::adam);
}

/// Multiply-adds of a sample in all layers, and in the first.
struct weight_counts {
    double all = 0;
    double first = 0;
};

weight_counts weights_of(const layer_sizes& sizes) {
    weight_counts counts;
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        counts.all += static_cast<double>(sizes[l - 1]) * sizes[l];
    }
    counts.first = static_cast<double>(sizes[0]) * sizes[1];
    return counts;
}

std::string dashed(const layer_sizes& sizes) {
    std::string text;
    for (const int size : sizes) text += (text.empty() ? "" : "-") + std::to_string(size);
    return text;
}

}  // namespace

const std::vector<layer_sizes>& other_networks() {
    static const std::vector<layer_sizes> networks = {{2, 10, 5, 1}, {784, 128, 64, 10}};
    return networks;
}

std::optional<sized_job> parse_sized_job(const std::string& name) {
    const std::vector<std::string> parts = parts_of(name);
    sized_job job;
    job.name = name;
    std::size_t at = 1;
    if (parts[0] == "train") {
        const bool adam = parts.size() > 1 && parts[1] == "adam";
        job.what = adam ? sized_job::kind::adam : sized_job::kind::descent;
        at += adam ? 1 : 0;
    } else if (parts[0] != "predict") {
        return std::nullopt;
    }
    if (at >= parts.size()) return std::nullopt;
    if (const auto width = number_behind("W", parts[at])) {
        job.sizes = {*width, *width, *width, 10};
        ++at;
    } else {
        for (; at < parts.size(); ++at) {
            const auto size = number_behind("", parts[at]);
            if (!size) break;
            job.sizes.push_back(*size);
        }
    }
    if (job.sizes.empty() || !is_a_network(job.sizes) || at + 1 != parts.size()) {
        return std::nullopt;
    }
    if (parts[at] == "sample") {
        job.is_sample = true;
        return job;
    }
    if (const auto samples = number_behind("batch", parts[at])) {
        job.samples = *samples;
        if (is_a_batch(job)) return job;
    }
    if (const auto stride = number_behind("stride", parts[at])) {
        job.samples = samples_in_rows;
        job.stride = *stride;
        // Below, the samples come in matrices whose rows have no room between them.
        const bool fits = *stride >= samples_in_rows || samples_in_rows % *stride == 0;
        if (job.what == sized_job::kind::prediction && *stride >= 16 && *stride <= 4096 && fits) {
            return job;
        }
    }
    return std::nullopt;
}

std::vector<sized_job> sized_jobs(const std::vector<std::string>& wanted) {
    std::vector<sized_job> jobs;
    for (const std::string& name : wanted) {
        if (const auto job = parse_sized_job(name)) jobs.push_back(*job);
    }
    return jobs;
}

job_facts facts_of(const sized_job& job) {
    const weight_counts weights = weights_of(job.sizes);
    const bool predicts = job.what == sized_job::kind::prediction;
    const double samples = predicts ? job.samples : 1.0 * job.samples * steps_of(job);
    const std::string count =
        job.is_sample ? "one sample" : std::to_string(job.samples) + " samples";
    std::string description = dashed(job.sizes) + ", " + count;
    std::string timed = count;
    if (job.stride) description += " in rows " + std::to_string(job.stride) + " apart";
    if (!predicts) {
        timed = std::to_string(steps_of(job)) + " steps";
        description += " a step, ";
        description += job.what == sized_job::kind::adam ? "Adam" : "gradient descent";
    }
    // A training forms also every weight's gradient, and deltas for all layers but the first.
    return {job.name,
            description,
            timed,
            1e-6 * samples,
            "Msamples/s",
            predicts ? 1e-4 : 1e-3,
            samples * (predicts ? weights.all : 3 * weights.all - weights.first)};
}

std::string list_of_networks() {
    std::string text;
    for (const int width : widths) text += "W" + std::to_string(width) + " ";
    text += "(W-W-W-10)";
    for (const layer_sizes& sizes : other_networks()) text += ", " + dashed(sizes);
    return text;
}

int steps_of(const sized_job& job) {
    if (job.samples == large_batch) return 2;
    return *std::max_element(job.sizes.begin(), job.sizes.end()) >= 512 && job.inputs() != 784
               ? 16
               : training_steps;
}

double learning_rate_of(const sized_job& job) {
    return learning_rate * std::min(1.0, 64.0 / job.inputs());
}

sized_data data_of(const sized_job& job) {
    sized_data data;
    const bool predicts = job.what == sized_job::kind::prediction;
    data.samples = job.stride ? std::min(job.stride, job.samples) : job.samples;
    data.stride = job.stride ? job.stride : job.samples;
    data.batches = predicts ? job.samples / data.samples : training_batches;
    data.x = uniform_numbers(5, data.batches * job.inputs() * data.stride);
    if (predicts) return data;
    for (int b = 0; b < data.batches; ++b) {
        for (int o = 0; o < job.outputs(); ++o) {
            for (int s = 0; s < data.samples; ++s) {
                const int label = (b * data.samples + s) % std::max(job.outputs(), 2);
                data.y.push_back(job.outputs() == 1 ? label : label == o ? 1 : 0);
            }
        }
    }
    return data;
}

}  // namespace bench
