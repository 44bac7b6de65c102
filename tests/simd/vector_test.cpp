#include <string>

#include "doctest_config.hpp"
#include "picomlp/simd/instruction_set.hpp"

const char* scalar_disagreement();
#ifdef PICOMLP_TEST_X86
const char* sse2_disagreement();
const char* avx2_disagreement();
const char* avx512_disagreement();
#endif
#ifdef PICOMLP_TEST_NEON
const char* neon_disagreement();
#endif

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
    check(picomlp::instruction_set::scalar, scalar_disagreement);
#ifdef PICOMLP_TEST_X86
    check(picomlp::instruction_set::sse2, sse2_disagreement);
    check(picomlp::instruction_set::avx2, avx2_disagreement);
    check(picomlp::instruction_set::avx512, avx512_disagreement);
#endif
#ifdef PICOMLP_TEST_NEON
    check(picomlp::instruction_set::neon, neon_disagreement);
#endif
}
