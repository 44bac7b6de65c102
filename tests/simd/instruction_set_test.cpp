// SPDX-License-Identifier: MIT
#include <string>

#include "doctest_config.hpp"
#include "picomlp/simd/instruction_set.hpp"

using picomlp::instruction_set;

TEST_CASE("the active instruction set is the widest supported one until another is asked for") {
    const instruction_set widest = picomlp::active_instruction_set();
    CHECK(picomlp::supports(widest));
    for (const auto set : picomlp::every_instruction_set) {
        const auto outcome = picomlp::use_instruction_set(set);
        if (picomlp::supports(set)) {
            CHECK(set <= widest);
            CHECK(outcome == picomlp::status::ok);
            CHECK(picomlp::active_instruction_set() == set);
        } else {
            CHECK(outcome == picomlp::status::bad_argument);
            CHECK(picomlp::active_instruction_set() != set);
        }
    }
    CHECK(picomlp::use_instruction_set(widest) == picomlp::status::ok);
}

TEST_CASE("scalar kernels are there, unless another instruction set's are the only ones") {
    int count = 0;
    for (const auto set : picomlp::every_instruction_set) count += picomlp::supports(set) ? 1 : 0;
    CHECK((picomlp::supports(instruction_set::scalar) || count == 1));
}

TEST_CASE("of several instruction sets the last in the list that runs is chosen") {
    auto last = picomlp::active_instruction_set();
    for (const auto set : picomlp::every_instruction_set) {
        if (picomlp::supports(set)) last = set;
    }
    CHECK(picomlp::active_instruction_set() == last);
}

TEST_CASE("an instruction set is called by its name") {
#define CHECK_NAME(name) CHECK(std::string(picomlp::name_of(instruction_set::name)) == #name);
    PICOMLP_INSTRUCTION_SETS(CHECK_NAME)
#undef CHECK_NAME
    CHECK(std::string(picomlp::name_of(static_cast<instruction_set>(255))) == "unknown");
}

TEST_CASE("what is no instruction set is not supported") {
    CHECK_FALSE(picomlp::supports(static_cast<instruction_set>(255)));
}
