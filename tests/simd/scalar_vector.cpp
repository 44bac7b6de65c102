#include "picomlp/simd/scalar.hpp"

#include "vector_checks.hpp"

const char* scalar_disagreement();

const char* scalar_disagreement() { return disagreement_of_both<picomlp::simd::scalar>(); }
