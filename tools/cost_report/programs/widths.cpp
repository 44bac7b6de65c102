// SPDX-License-Identifier: MIT
// Instructions of networks of each width, predicting and training on one sample, one line each:
//     W-W-W WIDTH JOB NUMBER
// The network of width W has W inputs and two layers of W: relu, and outputs as they are.
#include "marks.hpp"
#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;

constexpr uint32_t widest = 67;

float x[widest];
float y[widest];
float target[widest];
bool passed = true;

template <uint32_t Width>
struct jobs {
    using net = network<input<Width>, dense<Width, relu>, dense<Width, identity>>;
    using teacher = trainer<net, mean_squared_error, gradient_descent, batch<1>>;

    static inline typename net::parameters* w;
    static inline typename net::scratch* scratch;
    static inline teacher* t;

    [[gnu::noipa]] static void predict_one() {
        passed &= predict(*w, *scratch, x_of_width(), y_of_width()) == status::ok;
    }
    [[gnu::noipa]] static void train_one() {
        passed &= t->step(*w, x_of_width(), target_of_width()).ok();
    }

    static float (&x_of_width())[Width] { return reinterpret_cast<float(&)[Width]>(x); }
    static float (&y_of_width())[Width] { return reinterpret_cast<float(&)[Width]>(y); }
    static float (&target_of_width())[Width] { return reinterpret_cast<float(&)[Width]>(target); }
};

/// One after the other on the stack: all of them together would fill the memory of a board.
template <uint32_t Width>
[[gnu::noinline]] void report() {
    using jobs = ::jobs<Width>;
    typename jobs::net::parameters w;
    typename jobs::net::scratch scratch;
    typename jobs::teacher t{gradient_descent::learning_rate(0.001F)};
    xoshiro128pp source{1};
    initialize(w, he_normal{}, source);
    for (float& feature : x) feature = uniform(source, -1.0F, 1.0F);
    for (float& value : target) value = uniform(source, -1.0F, 1.0F);
    jobs::w = &w;
    jobs::scratch = &scratch;
    jobs::t = &t;
    char text[11];
    snprintf(text, sizeof text, "%u", static_cast<unsigned>(Width));
    marks::print("W-W-W", text, "predict", jobs::predict_one);
    marks::print("W-W-W", text, "train", jobs::train_one);
}

template <uint32_t Width>
void report_up_to() {
    if constexpr (Width > 1) report_up_to<Width - 1>();
    report<Width>();
}

}  // namespace

int main() {
    marks::begin();
    report_up_to<widest>();
    return passed ? 0 : 1;
}
