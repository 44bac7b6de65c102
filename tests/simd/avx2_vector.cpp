#include "picomlp/simd/avx2.hpp"

#include "vector_checks.hpp"

const char* avx2_disagreement();

const char* avx2_disagreement() { return disagreement_of_both<picomlp::simd::avx2>(); }
