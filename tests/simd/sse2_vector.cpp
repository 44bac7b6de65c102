#include "picomlp/simd/sse2.hpp"

#include "vector_checks.hpp"

const char* sse2_disagreement();

const char* sse2_disagreement() { return disagreement_of_both<picomlp::simd::sse2>(); }
