// SPDX-License-Identifier: MIT
// What is measured: the same list for picomlp and for every peer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bench {

/// A job as all contenders know it.
struct job_facts {
    std::string name;
    std::string description;
    std::string timed;  ///< what one time is the time of
    double work;        ///< how much one execution gets done ...
    const char* rate;   ///< ... and the unit of work / seconds; work is scaled to it
    /// Relative difference between two contenders' check figures that is rounding.
    double tolerance;
    double multiply_adds;  ///< of one execution's sums of products; 0: it is not made of them
};

/// Those that --list names and that run by default; families (sized_jobs.hpp) have many more.
const std::vector<job_facts>& all_jobs();

/// Of a family's jobs, too. Nothing when there is no job of that name.
std::optional<job_facts> find_job(const std::string& name);

constexpr int course_iterations = 15000;
constexpr int course_samples = 300;
constexpr int training_batch = 32;
constexpr int training_batches = 4;  ///< the steps go round these
constexpr int training_steps = 64;   ///< one execution, from the initial parameters on
constexpr int normals_per_fill = 65536;
constexpr double learning_rate = 0.01;
constexpr double peak_multiply_adds = 96 * 16 * 1024;  ///< of one number each, in a pass

/// One contender's way of doing a job.
struct job {
    std::string name;
    std::string variant;            ///< when it has several, for example its memory layouts
    std::function<void(long)> run;  ///< executes the job that many times over
    std::function<double()> check;  ///< after a run: a figure that all contenders must agree on
};

/// Hides from the compiler what the memory at `p` holds, so that no work is dropped or hoisted.
inline void keep(const void* p) { asm volatile("" : : "r"(p) : "memory"); }

}  // namespace bench
