// expect: picomlp: an order lists indices: integers
#include "common.hpp"

struct reals {
    const float* data() const { return nullptr; }
    size_t size() const { return 0; }
};
void wrong() { (void)t.epoch(w, x, y, reals(), buffer); }
