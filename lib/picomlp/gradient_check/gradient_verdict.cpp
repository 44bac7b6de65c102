#include "picomlp/gradient_check/gradient_verdict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

const char* name_of(gradient_verdict verdict) noexcept {
    switch (verdict) {
        case gradient_verdict::nothing_compared:
            return "nothing_compared";
        case gradient_verdict::right:
            return "right";
        case gradient_verdict::wrong:
            return "wrong";
        case gradient_verdict::rounding:
            return "rounding";
        case gradient_verdict::truncation:
            return "truncation";
        case gradient_verdict::kink:
            return "kink";
    }
    return "unknown";
}

const char* describe(gradient_verdict verdict) noexcept {
    switch (verdict) {
        case gradient_verdict::nothing_compared:
            return "says nothing: all slopes are 0; use other parameters or samples";
        case gradient_verdict::right:
            return "right: the gradient is the slope of the cost";
        case gradient_verdict::wrong:
            return "wrong: the gradient is not the slope of the cost, whatever epsilon is";
        case gradient_verdict::rounding:
            return "says nothing: rounding drowns the slopes; use a larger epsilon (float: or "
                   "double)";
        case gradient_verdict::truncation:
            return "says nothing: the cost bends within epsilon; use a smaller one (float: in "
                   "double), or scale the features";
        case gradient_verdict::kink:
            return "says nothing: the cost has a kink within epsilon; use a smaller one (float: in "
                   "double), other samples, or scale the features";
    }
    return "unknown verdict";
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
