// The course's experiment: one network, one data set, five ways to start.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "course/datasets.hpp"
#include "picomlp/base/status.hpp"

namespace initialization {

enum class start { zeros, random, uniform, he, xavier };

inline constexpr start all_starts[] = {start::zeros, start::random, start::uniform, start::he,
                                       start::xavier};

/// "zeros", "random", "uniform", "he" or "xavier".
const char* name_of(start which);

enum class precision { double_, float_ };

struct settings {
    course::dataset dataset = course::dataset::circles;
    uint32_t seed = 3;  ///< of the initial parameters, NumPy's generator
    double learning_rate = 0.01;
    long iterations = 15000;
    precision number = precision::double_;
};

/// Cost every so many iterations, as the course prints it.
inline constexpr long record_every = 1000;

/// One sample set under the trained network.
struct predictions {
    double accuracy;
    std::vector<double> probability;  ///< of class 1, sample by sample
    std::vector<int> label;           ///< predicted
};

/// A square of the plane around the training samples, evenly covered.
struct boundary_grid {
    static constexpr int side = 101;
    std::vector<double> x1, x2, probability;  ///< side * side points, x1 running fastest
};

struct result {
    start initializer = start::zeros;
    picomlp::status outcome = picomlp::status::ok;  ///< when not ok, only costs hold something
    std::vector<double> costs;       ///< before iteration 0, 1000, ...; floats are widened
    std::vector<double> parameters;  ///< trained; W1 (out x in, row by row) b1 W2 b2 W3 b3
    predictions train, test;
    boundary_grid boundary;
};

struct observer {
    std::function<void(long iteration, double cost)> recorded;  ///< every record_every iterations
    std::function<void(long done)> progressed;
};

/// Trains a 2-10-5-1 network (relu, relu, sigmoid) by full-batch gradient descent on 300 samples
/// and tests it on 100.
result run(start initializer, const settings& chosen, const observer& watch);

}  // namespace initialization
