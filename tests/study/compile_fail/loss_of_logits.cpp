// expect: picomlp: a cross-entropy is computed from logits
#include "common.hpp"

using other = picomlp::network<input<2>, dense<1, relu>>;
picomlp::study_scratch<other, binary_cross_entropy, 4> wrong;
