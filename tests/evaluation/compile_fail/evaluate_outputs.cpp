// expect: picomlp: samples must be features x samples or samples x features
#include "common.hpp"

float wrong_y[2][4];
void wrong() {
    (void)picomlp::evaluate<binary_cross_entropy>(classifier_w, classifier_scratch, x, wrong_y);
}
