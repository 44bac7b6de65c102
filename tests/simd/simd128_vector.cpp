#include "picomlp/simd/simd128.hpp"

#include "vector_checks.hpp"

const char* simd128_disagreement();

const char* simd128_disagreement() { return disagreement_of_both<picomlp::simd::simd128>(); }
