// SPDX-License-Identifier: MIT
#include <string>

#include "doctest_config.hpp"
#include "picomlp/simd/instruction_set.hpp"

// VECTOR_TYPES: VECTOR_TYPE(name) for each that this program is linked with.
#define VECTOR_TYPE(name) const char* name##_disagreement();
VECTOR_TYPES
#undef VECTOR_TYPE

namespace {

void check(picomlp::instruction_set set, const char* (*disagreement)()) {
    if (!picomlp::supports(set) && set != picomlp::instruction_set::scalar) {
        MESSAGE("this processor or this build has no ", std::string(picomlp::name_of(set)));
        return;
    }
    const char* found = disagreement();
    INFO(picomlp::name_of(set) << ": " << (found != nullptr ? found : ""));
    CHECK(found == nullptr);
}

}  // namespace

TEST_CASE("every operation of every vector type gives the bits of a single value's") {
#define VECTOR_TYPE(name) check(picomlp::instruction_set::name, name##_disagreement);
    VECTOR_TYPES
#undef VECTOR_TYPE
}
