// SPDX-License-Identifier: MIT
// Run one instruction at a time, each of them noted; what lies between two visits to main() is a
// job.
#include "jobs.hpp"

int main() {
    using namespace networks;
    jobs<small>::prepare();
    jobs<small>::initialization();
    jobs<small>::prediction();
    jobs<small>::training_step();
    jobs<medium>::prepare();
    jobs<medium>::initialization();
    jobs<medium>::prediction();
    jobs<medium>::training_step();
    jobs<large>::prepare();
    jobs<large>::initialization();
    jobs<large>::prediction();
    jobs<large>::training_step();
    return 0;
}
