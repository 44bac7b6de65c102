#include "common.hpp"

using picomlp::one_hot;
using picomlp::status;

status right() {
    if (one_hot(labels, y) != status::ok) return one_hot(container(), y);
    if (one_hot<float>(labels, 3, 4, {y[0], 4}) != status::ok) return status::no_samples;
    return one_hot(labels, picomlp::sample_view<float, 3>(y));
}
