// expect: picomlp: samples must be of the network's or the scaler's number type: float for
// network<...>
#include <vector>

#include "common.hpp"

std::vector<int> numbers(6);
void wrong() { (void)predict(w, batch, picomlp::sample_major(numbers), y); }
