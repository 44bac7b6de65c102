// expect: picomlp: a container of rows is sample_major, a row for each sample
#include <array>
#include <vector>

#include "common.hpp"

std::vector<std::array<float, 2>> rows(3);
void wrong() { (void)predict(w, batch, picomlp::feature_major(rows), y); }
