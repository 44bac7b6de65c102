#include "common.hpp"

void correct() {
    picomlp::multiply(a, b, c);
    picomlp::multiply_transposed_left(b, b, d);
    picomlp::multiply_transposed_right(a, a, c);
    picomlp::add_outer_product(x, y, c);
    picomlp::add(a, a, a);
    picomlp::scale(a, 2, a);
    picomlp::add_column(a, x, a);
    picomlp::transpose(a, b);
    picomlp::row_sums(a, x);
    picomlp::copy(a, e);
    picomlp::map(
        a, [](float z) { return z; }, a);
    (void)picomlp::equal(a, e);
    (void)picomlp::sum(a);
}
