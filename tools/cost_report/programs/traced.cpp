// SPDX-License-Identifier: MIT
// Run one instruction at a time, each of them noted; what lies between two visits to main() is a
// job.
#include "jobs.hpp"

namespace {

/// Weights for what follows: He's, or where floats are computed in software, and thirty million
/// instructions would be noted, others of that size.
template <class Network>
struct beginning {
    [[gnu::noipa]] static void fill() {
        using jobs = networks::jobs<Network>;
        for (float& weight : jobs::w.values) weight = uniform(jobs::source, -0.5F, 0.5F);
    }
#if defined(__ARM_FP)
    static constexpr auto run = networks::jobs<Network>::initialization;
#else
    static constexpr auto run = fill;
#endif
};

}  // namespace

int main() {
    using namespace networks;
    jobs<small>::prepare();
    beginning<small>::run();
    jobs<small>::prediction();
    jobs<small>::training_step();
    jobs<medium>::prepare();
    beginning<medium>::run();
    jobs<medium>::prediction();
    jobs<medium>::training_step();
    jobs<large>::prepare();
    beginning<large>::run();
    jobs<large>::prediction();
    jobs<large>::training_step();
    return 0;
}
