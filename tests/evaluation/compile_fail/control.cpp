#include "common.hpp"

bool right() {
    using binary = picomlp::network<input<2>, dense<1, identity>>;
    const picomlp::confusion_counts<binary> confusion{};
    const float sample[3] = {};
    return sums.add(y, y) == picomlp::status::ok &&
           sums.add(sample, sample) == picomlp::status::ok &&
           picomlp::evaluate<picomlp::huber>(classifier_w, classifier_scratch, x, labels).correct ==
               0 &&
           evaluate_regression(w, scratch, x, y).status == picomlp::status::ok &&
           metrics_of(confusion).positive().f1 > 0;
}
