// expect: picomlp: predict needs an x with as many features as the network has inputs
#include "common.hpp"

float samples_by_features[3][2];
void wrong() { (void)predict(w, batch, samples_by_features, y); }
