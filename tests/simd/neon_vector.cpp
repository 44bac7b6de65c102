#include "picomlp/simd/neon.hpp"

#include "vector_checks.hpp"

const char* neon_disagreement();

const char* neon_disagreement() { return disagreement_of_both<picomlp::simd::neon>(); }
