// expect: picomlp: an activation has no model_export::spelling
#include "export/model_files.hpp"

struct unnamed : picomlp::relu {};
using net = picomlp::network<picomlp::input<2>, picomlp::dense<3, unnamed>>;

std::string f(const net::parameters& w) {
    return model_export::model_header<net>({"some", "a test"}, w);
}
