// expect: picomlp: load needs parameters, not const, of the type that is stored
#include "common.hpp"
#include "picomlp/network/stored.hpp"

using other = picomlp::network<input<2>, dense<9, relu>, dense<1, sigmoid>>;
bool wrong(const picomlp::stored_parameters<other>& from) { return ok(load(from, w)); }
