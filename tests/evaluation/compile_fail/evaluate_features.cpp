// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

float wrong_x[3][4];
void wrong() {
    (void)picomlp::evaluate<binary_cross_entropy>(classifier_w, classifier_scratch, wrong_x,
                                                  labels);
}
