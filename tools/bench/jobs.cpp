#include "jobs.hpp"

namespace bench {

namespace {

constexpr double multiplications_and_additions(double size) { return 2 * size * size * size; }

}  // namespace

const std::vector<job_facts>& all_jobs() {
    static const std::vector<job_facts> jobs = {
        {"course", "train 2-10-5-1 (relu relu sigmoid) on 300 samples, 15000 iterations, He", "run",
         1e-6 * course_iterations * course_samples, "Msamples/s", 1e-3},
        {"predict-2-10-5-1", "one sample, relu relu sigmoid", "sample", 1e-6, "Msamples/s", 1e-4},
        {"predict-16-32-32-4", "one sample, tanh tanh identity", "sample", 1e-6, "Msamples/s",
         1e-4},
        {"predict-64-64-64-10", "one sample, relu relu identity", "sample", 1e-6, "Msamples/s",
         1e-4},
        {"predict-784-128-64-10", "one sample, relu relu identity", "sample", 1e-6, "Msamples/s",
         1e-4},
        {"train-784-128-64-10", "64 steps of gradient descent, batch 32, relu relu softmax",
         "64 steps", 1e-6 * training_steps * training_batch, "Msamples/s", 1e-3},
        {"train-16-64-64-4", "64 steps of gradient descent, batch 32, relu relu softmax",
         "64 steps", 1e-6 * training_steps * training_batch, "Msamples/s", 1e-3},
        {"product-16", "matrix product, 16 x 16", "product",
         1e-9 * multiplications_and_additions(16), "GFLOP/s", 1e-4},
        {"product-32", "matrix product, 32 x 32", "product",
         1e-9 * multiplications_and_additions(32), "GFLOP/s", 1e-4},
        {"product-48", "matrix product, 48 x 48", "product",
         1e-9 * multiplications_and_additions(48), "GFLOP/s", 1e-4},
        {"product-64", "matrix product, 64 x 64", "product",
         1e-9 * multiplications_and_additions(64), "GFLOP/s", 1e-4},
        // Other generators, other numbers: only their mean square can be compared.
        {"normals", "standard normal numbers, 65536 at a time", "fill", 1e-6 * normals_per_fill,
         "Mnumbers/s", 0.03},
    };
    return jobs;
}

const job_facts* find_job(const std::string& name) {
    for (const job_facts& facts : all_jobs()) {
        if (name == facts.name) return &facts;
    }
    return nullptr;
}

}  // namespace bench
