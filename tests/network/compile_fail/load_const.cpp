// expect: picomlp: load needs parameters, not const, of the type that is stored
#include "common.hpp"
#include "picomlp/network/stored.hpp"

bool wrong(const picomlp::stored_parameters<net>& from, const net::parameters& to) {
    return ok(load(from, to));
}
