// expect: to be stored, a type needs a name of its own
#include "common.hpp"
#include "picomlp/trainer/checkpoint.hpp"

struct own : picomlp::option {};
using trained = trainer<net, binary_cross_entropy, gradient_descent, batch<3>, own>;
using memory = picomlp::fit_memory<trained, 3>;
void wrong(const trained& by, const memory& all, picomlp::checkpoint<trained>& to) {
    save(by, w, all, to);
}
