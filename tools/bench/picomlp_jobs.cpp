// SPDX-License-Identifier: MIT
// The jobs done by picomlp.
#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "contender.hpp"
#include "dynamic_networks.hpp"
#include "inputs.hpp"
#include "peak.hpp"
#include "picomlp/matrix/multiply.hpp"
#include "picomlp/random/normal.hpp"
#include "picomlp/simd/instruction_set.hpp"
#include "picomlp_networks.hpp"
#include "quantized_networks.hpp"
#include "sized_networks.hpp"

namespace bench {

namespace {

template <class T, int Size>
job product_job(const std::string& name) {
    struct state {
        T a[Size][Size];
        T b[Size][Size];
        T c[Size][Size];
    };
    const auto s = std::make_shared<state>();
    const std::vector<double> numbers = uniform_numbers(5, 2 * Size * Size);
    copy_to({numbers.begin(), numbers.begin() + Size * Size}, s->a[0]);
    copy_to({numbers.begin() + Size * Size, numbers.end()}, s->b[0]);
    return {name, "",
            [s](long count) {
                for (long k = 0; k < count; ++k) {
                    multiply(s->a, s->b, s->c);
                    keep(s.get());
                }
            },
            [s] {
                double sum = 0;
                for (const auto& row : s->c) {
                    for (const T v : row) sum += static_cast<double>(v) * static_cast<double>(v);
                }
                return std::sqrt(sum);
            }};
}

template <class T>
job normals_job(const std::string& name) {
    struct state {
        picomlp::xoshiro128pp bits{1};
        normal<T> stream{bits};
        std::vector<T> numbers = std::vector<T>(normals_per_fill);
    };
    const auto s = std::make_shared<state>();
    return {name, "",
            [s](long count) {
                for (long k = 0; k < count; ++k) {
                    s->stream.fill(s->numbers.data(), s->numbers.size());
                    keep(s->numbers.data());
                }
            },
            [s] {
                double sum = 0;
                for (const T v : s->numbers) sum += static_cast<double>(v) * static_cast<double>(v);
                return sum / normals_per_fill;
            }};
}

template <class T>
using small_network =
    basic_network<T, input<64>, dense<64, relu>, dense<64, relu>, dense<10, identity>>;
template <class T>
using large_network =
    basic_network<T, input<784>, dense<128, relu>, dense<64, relu>, dense<10, identity>>;

template <class T>
struct factory {
    const char* name;
    job (*make)(const std::string& name);
};

}  // namespace

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (const instruction_set set : every_instruction_set) {
        if (supports(set)) names.emplace_back(name_of(set));
    }
    return names;
}

contender choose_instruction_set(const std::string& name) {
    for (const instruction_set set : every_instruction_set) {
        if (name == name_of(set)) demand(use_instruction_set(set));
    }
    return {"picomlp", name, profile == rounding_profile::fused ? "fused" : "separate"};
}

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    const factory<T> factories[] = {
        {"course", course_job<T>},
        {"predict-2-10-5-1", predict_job<basic_network<T, input<2>, dense<10, relu>, dense<5, relu>,
                                                       dense<1, picomlp::sigmoid>>>},
        {"course-any-shape", dynamic_course_job<T>},
        {"predict-2-10-5-1-any-shape", dynamic_predict_job<T>},
        {"predict-16-32-32-4",
         predict_job<basic_network<T, input<16>, dense<32, picomlp::hyperbolic_tangent>,
                                   dense<32, picomlp::hyperbolic_tangent>, dense<4, identity>>>},
        {"predict-64-64-64-10", predict_job<small_network<T>>},
        {"predict-784-128-64-10", predict_job<large_network<T>>},
        {"train-784-128-64-10",
         training_job<
             basic_network<T, input<784>, dense<128, relu>, dense<64, relu>, dense<10, softmax>>>},
        {"train-16-64-64-4",
         training_job<
             basic_network<T, input<16>, dense<64, relu>, dense<64, relu>, dense<4, softmax>>>},
        {"product-16", product_job<T, 16>},
        {"product-32", product_job<T, 32>},
        {"product-48", product_job<T, 48>},
        {"product-64", product_job<T, 64>},
        {"normals", normals_job<T>},
    };
    // From int8 to int8 there is no precision to choose.
    [[maybe_unused]] const factory<float> in_eight_bits[] = {
        {"predict-64-64-64-10-int8", quantized_predict_job<small_network<float>>},
        {"predict-784-128-64-10-int8", quantized_predict_job<large_network<float>>},
        {"predict-64-64-64-10-int8-batch32", quantized_batch_job<small_network<float>, 32>},
        {"predict-784-128-64-10-int8-batch32", quantized_batch_job<large_network<float>, 32>},
    };
    std::vector<job> jobs;
    if (std::find(wanted.begin(), wanted.end(), "peak") != wanted.end()) {
        jobs = peak_jobs<T>(name_of(active_instruction_set()));
    }
    const auto add_wanted = [&](const auto& all) {
        for (const auto& each : all) {
            if (std::find(wanted.begin(), wanted.end(), each.name) != wanted.end()) {
                jobs.push_back(each.make(each.name));
            }
        }
    };
    add_wanted(factories);
    if constexpr (std::is_same_v<T, float>) add_wanted(in_eight_bits);
    for (const sized_job& each : sized_jobs(wanted)) {
        jobs.push_back(each.what == sized_job::kind::prediction ? make_sized_prediction<T>(each)
                                                                : make_sized_training<T>(each));
    }
    return jobs;
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
