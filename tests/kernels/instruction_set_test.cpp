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

TEST_CASE("scalar kernels are there, unless Helium's, NEON's or SIMD128's are the only ones") {
    CHECK(picomlp::supports(instruction_set::scalar) !=
          (picomlp::supports(instruction_set::helium) || picomlp::supports(instruction_set::neon) ||
           picomlp::supports(instruction_set::simd128)));
}

TEST_CASE("an instruction set is called by its name") {
    CHECK(std::string(picomlp::name_of(instruction_set::scalar)) == "scalar");
    CHECK(std::string(picomlp::name_of(instruction_set::avx512)) == "avx512");
    CHECK(std::string(picomlp::name_of(instruction_set::helium)) == "helium");
    CHECK(std::string(picomlp::name_of(instruction_set::neon)) == "neon");
    CHECK(std::string(picomlp::name_of(instruction_set::simd128)) == "simd128");
}
