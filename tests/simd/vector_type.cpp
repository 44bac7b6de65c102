// SPDX-License-Identifier: MIT
// One instruction set's vector types: compiled once for each, with its flags, VECTOR_TYPE being its
// name and VECTOR_HEADER where they are.
#include VECTOR_HEADER

#include "vector_checks.hpp"

using namespace testing;

#define DEFINE_DISAGREEMENT(name)      \
    const char* name##_disagreement(); \
    const char* name##_disagreement() { return disagreement_of_both<picomlp::simd::name>(); }
#define GIVE(ITEM, name) ITEM(name)
GIVE(DEFINE_DISAGREEMENT, VECTOR_TYPE)
