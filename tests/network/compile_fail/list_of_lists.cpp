// expect: picomlp: samples must be of the network's or the scaler's number type
#include <vector>

#include "common.hpp"

std::vector<std::vector<float>> lists(3);
void wrong() { (void)predict(w, batch, lists, y); }
