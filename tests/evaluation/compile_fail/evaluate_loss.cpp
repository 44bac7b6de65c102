// expect: picomlp: a cross-entropy is computed from logits
#include "common.hpp"

void wrong() {
    (void)picomlp::evaluate<picomlp::softmax_cross_entropy>(classifier_w, classifier_scratch, x,
                                                            labels);
}
