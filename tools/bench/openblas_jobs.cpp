// SPDX-License-Identifier: MIT
// The jobs done with OpenBLAS. It chooses its kernels while it is being loaded: the environment's
// OPENBLAS_CORETYPE tells it which ones.
#include <algorithm>
#include <utility>

#include "contender.hpp"
#include "openblas_networks.hpp"
#include "openblas_sized.hpp"
#include "product_jobs.hpp"

namespace bench {

namespace {

template <class T>
void add_networks(const std::vector<std::string>& wanted, std::vector<job>& jobs) {
    using act = blas_activation;
    struct prediction {
        const char* name;
        layer_sizes sizes;
        act hidden, last;
    };
    const auto is_wanted = [&](const char* name) {
        return std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    if (is_wanted("course")) {
        const labelled_points points = course_circles();
        jobs.push_back(blas_training_job<T, blas_binary_cross_entropy>(
            "course", {2, 10, 5, 1}, course_samples, course_iterations, course_parameters(),
            points.x, points.y));
    }
    for (const prediction& each :
         {prediction{"predict-2-10-5-1", {2, 10, 5, 1}, act::relu, act::sigmoid},
          prediction{"predict-16-32-32-4", {16, 32, 32, 4}, act::tanh, act::identity},
          prediction{"predict-64-64-64-10", {64, 64, 64, 10}, act::relu, act::identity},
          prediction{"predict-784-128-64-10", {784, 128, 64, 10}, act::relu, act::identity}}) {
        if (is_wanted(each.name)) {
            jobs.push_back(blas_predict_job<T>(each.name, each.sizes, each.hidden, each.last));
        }
    }
    for (const auto& [name, sizes] :
         {std::pair{"train-784-128-64-10", layer_sizes{784, 128, 64, 10}},
          std::pair{"train-16-64-64-4", layer_sizes{16, 64, 64, 4}}}) {
        if (!is_wanted(name)) continue;
        const labelled_batches data = training_data(sizes.front(), sizes.back());
        jobs.push_back(blas_training_job<T, blas_softmax_cross_entropy>(
            name, sizes, training_batch, training_steps, network_parameters(sizes), data.x,
            data.y));
    }
}

}  // namespace

std::vector<std::string> instruction_sets() {
    const std::string core = openblas_get_corename();
    if (core == "SkylakeX" || core == "Cooperlake" || core == "Sapphirerapids") return {"avx512"};
    if (core == "Haswell" || core == "Zen") return {"avx2"};
    if (core == "Prescott" || core == "Core2" || core == "Penryn" || core == "Nehalem") {
        return {"sse2"};
    }
    return {core};
}

contender choose_instruction_set(const std::string& name) {
    openblas_set_num_threads(1);
    const std::string config = openblas_get_config();  // "OpenBLAS 0.3.21 DYNAMIC_ARCH ..."
    return {
        config.substr(0, config.find(' ', config.find(' ') + 1)) + " " + openblas_get_corename(),
        name, ""};
}

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    std::vector<job> jobs;
    add_networks<T>(wanted, jobs);
    for (job& each : product_jobs<T>(wanted, [](int size) {
             return [size](const T* a, const T* b, T* c) {
                 gemm(CblasNoTrans, CblasNoTrans, size, size, size, 1, a, size, b, size, 0, c);
             };
         })) {
        jobs.push_back(std::move(each));
    }
    for (const sized_job& each : sized_jobs(wanted)) add_blas_jobs<T>(each, jobs);
    return jobs;
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
