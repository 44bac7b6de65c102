// expect: to be stored, a type needs a name of its own
#include "common.hpp"
#include "picomlp/network/stored.hpp"

struct own : relu {};
using other = picomlp::network<input<2>, dense<9, own>, dense<1, sigmoid>>;
bool wrong(const picomlp::stored_parameters<other>& from, other::parameters& to) {
    return ok(load(from, to));
}
