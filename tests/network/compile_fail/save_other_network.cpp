// expect: picomlp: save needs a stored object of the very type that it is given
#include "common.hpp"
#include "picomlp/network/stored.hpp"

using other = picomlp::network<input<2>, dense<9, relu>, dense<1, sigmoid>>;
bool wrong(picomlp::stored_parameters<other>& to) { return ok(save(w, to)); }
