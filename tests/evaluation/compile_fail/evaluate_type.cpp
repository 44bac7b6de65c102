// expect: picomlp: samples must be of the network's or the scaler's number type
#include "common.hpp"

double wrong_y[1][4];
void wrong() {
    (void)picomlp::evaluate<binary_cross_entropy>(classifier_w, classifier_scratch, x, wrong_y);
}
