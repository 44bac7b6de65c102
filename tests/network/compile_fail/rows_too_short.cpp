// expect: picomlp: samples must be features x samples or samples x features
#include <array>
#include <vector>

#include "common.hpp"

std::vector<std::array<float, 3>> rows(3);
void wrong() { (void)predict(w, batch, rows, y); }
