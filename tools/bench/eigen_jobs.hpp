// SPDX-License-Identifier: MIT
// The jobs written with Eigen, as its users would. Compiled once per instruction set and precision.
// Sizes fixed at compile time and dynamic ones, and layouts of the memory, are variants; who
// compares takes the best of them.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "contender.hpp"
#include "eigen_forward.hpp"
#include "eigen_sized.hpp"
#include "eigen_training.hpp"

namespace bench {

namespace eigen {

template <class T>
struct factory {
    const char* name;
    const char* variant;
    job (*make)(const char* name, const char* variant);
};

/// One sample has no layout of its own; weights have.
template <class T, class Hidden, class Last, int I, int A, int B, int O>
void add_predict(const char* name, std::vector<factory<T>>& to) {
    to.push_back({name, "fixed, W by columns",
                  predict_job<T, sizes::fixed, by_columns, Hidden, Last, I, A, B, O>});
    to.push_back({name, "fixed, W by rows",
                  predict_job<T, sizes::fixed, by_rows, Hidden, Last, I, A, B, O>});
    to.push_back({name, "dynamic, W by columns",
                  predict_job<T, sizes::dynamic, by_columns, Hidden, Last, I, A, B, O>});
    to.push_back({name, "dynamic, W by rows",
                  predict_job<T, sizes::dynamic, by_rows, Hidden, Last, I, A, B, O>});
}

template <class T, int Size>
void add_product(const char* name, std::vector<factory<T>>& to) {
    to.push_back({name, "fixed", product_job<T, sizes::fixed, Size>});
    to.push_back({name, "dynamic", product_job<T, sizes::dynamic, Size>});
}

template <class T>
std::vector<factory<T>> all_factories() {
    std::vector<factory<T>> all = {
        {"course", "fixed, X by columns", course_job<T, sizes::fixed, by_columns>},
        {"course", "fixed, X by rows", course_job<T, sizes::fixed, by_rows>},
        {"course", "dynamic, X by columns", course_job<T, sizes::dynamic, by_columns>},
        {"course", "dynamic, X by rows", course_job<T, sizes::dynamic, by_rows>},
    };
    add_predict<T, relu, sigmoid, 2, 10, 5, 1>("predict-2-10-5-1", all);
    add_predict<T, tanh, identity, 16, 32, 32, 4>("predict-16-32-32-4", all);
    add_predict<T, relu, identity, 64, 64, 64, 10>("predict-64-64-64-10", all);
    add_predict<T, relu, identity, 784, 128, 64, 10>("predict-784-128-64-10", all);
    all.push_back({"train-784-128-64-10", "dynamic, X by columns",
                   training_job<T, sizes::dynamic, by_columns, 784, 128, 64, 10>});
    all.push_back({"train-784-128-64-10", "dynamic, X by rows",
                   training_job<T, sizes::dynamic, by_rows, 784, 128, 64, 10>});
    all.push_back({"train-16-64-64-4", "fixed, X by columns",
                   training_job<T, sizes::fixed, by_columns, 16, 64, 64, 4>});
    all.push_back({"train-16-64-64-4", "fixed, X by rows",
                   training_job<T, sizes::fixed, by_rows, 16, 64, 64, 4>});
    all.push_back({"train-16-64-64-4", "dynamic, X by columns",
                   training_job<T, sizes::dynamic, by_columns, 16, 64, 64, 4>});
    all.push_back({"train-16-64-64-4", "dynamic, X by rows",
                   training_job<T, sizes::dynamic, by_rows, 16, 64, 64, 4>});
    add_product<T, 16>("product-16", all);
    add_product<T, 32>("product-32", all);
    add_product<T, 48>("product-48", all);
    add_product<T, 64>("product-64", all);
    return all;
}

}  // namespace eigen

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    std::vector<job> jobs;
    for (const eigen::factory<T>& each : eigen::all_factories<T>()) {
        if (std::find(wanted.begin(), wanted.end(), each.name) != wanted.end()) {
            jobs.push_back(each.make(each.name, each.variant));
        }
    }
    for (const sized_job& each : sized_jobs(wanted)) eigen::add_sized_jobs<T>(each, jobs);
    return jobs;
}

}  // namespace bench
