#include "picomlp/simd/avx512.hpp"

#include "vector_checks.hpp"

const char* avx512_disagreement();

const char* avx512_disagreement() { return disagreement_of_both<picomlp::simd::avx512>(); }
