#include "digits.h"

#include "digits_model.hpp"

namespace {

using net = digits_model::network;
static_assert(net::inputs == digits_pixels && net::outputs == digits_classes,
              "digits.h is for another network than digits_model.hpp");

}  // namespace

int digits_check(void) {
    const auto& w = digits_model::parameters;
    const uint32_t crc = picomlp::crc32_of_numbers(0, w.values, net::parameter_count);
    const bool whole = crc == digits_model::parameters_crc;
    return whole ? picomlp_check_arithmetic() : picomlp_damaged_data;
}

int digits_predict(const float x[digits_pixels], float y[digits_classes]) {
    net::scratch scratch;
    return static_cast<int>(picomlp::predict(digits_model::parameters, scratch, x, y));
}
