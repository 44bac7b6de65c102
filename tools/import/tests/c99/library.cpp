// SPDX-License-Identifier: MIT
// What the library computes, for tests of C99 files: numbers in their own bytes come by standard
// input, and go by standard output.
//
//     library profile
//         how this library rounds
//     library activation TYPE NAME FEATURES [NUMERATOR DENOMINATOR]
//         samples of FEATURES numbers; every one's activations
//     library network TYPE INPUTS SCALINGS OUTPUTS:ACTIVATION ...
//         SCALINGS: "x", "y", "xy" or "none". The parameters, the offsets and factors of x, the
//         offsets and scales of y, then samples; for each the status as a number, and the outputs
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <string>
#include <vector>

#include "picomlp/picomlp.hpp"

namespace {

using namespace picomlp;

using every = activation_list<identity, relu, leaky_relu, sigmoid, hyperbolic_tangent, elu,
                              softplus, hard_sigmoid, silu, gelu, softmax, relu6, selu, softsign,
                              mish, hard_swish, gelu_tanh, log_softmax, leaky_relu_of<3, 10>,
                              leaky_relu_of<-1, 4>, elu_of<1, 2>>;

[[noreturn]] void fail(const char* what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

template <class T>
std::vector<T> read_numbers(size_t count) {
    std::vector<T> numbers(count);
    if (fread(numbers.data(), sizeof(T), count, stdin) != count) fail("too little input");
    return numbers;
}

/// False at the end.
template <class T>
bool read_sample(std::vector<T>& x) {
    return fread(x.data(), sizeof(T), x.size(), stdin) == x.size();
}

template <class T>
void write_numbers(const std::vector<T>& numbers) {
    fwrite(numbers.data(), sizeof(T), numbers.size(), stdout);
}

template <class T>
void apply(const char* name, const char* const* parameter, uint32_t features, T* z) {
    const strided_rows<T> rows{z, 1};
#define APPLY(activation) \
    if (!strcmp(name, #activation)) return activation::apply(features, 1, rows);
    PICOMLP_ACTIVATIONS(APPLY)
#undef APPLY
    const T value = static_cast<T>(atoi(parameter[0])) / static_cast<T>(atoi(parameter[1]));
    if (!strcmp(name, "leaky_relu_of")) return detail::apply_leaky_relu(features, 1, rows, value);
    if (!strcmp(name, "elu_of")) return detail::apply_elu(features, 1, rows, value);
    fail("no such activation");
}

template <class T>
int activation_outputs(char** words) {
    std::vector<T> z(static_cast<size_t>(atoi(words[1])));
    while (read_sample(z)) {
        apply(words[0], words + 2, static_cast<uint32_t>(z.size()), z.data());
        write_numbers(z);
    }
    return 0;
}

uint32_t code_named(const std::string& name) {
#define CODE(activation) \
    if (name == #activation) return code_of<activation>();
    PICOMLP_ACTIVATIONS(CODE)
#undef CODE
    if (name == "leaky_relu_of<3,10>") return code_of<leaky_relu_of<3, 10>>();
    if (name == "leaky_relu_of<-1,4>") return code_of<leaky_relu_of<-1, 4>>();
    if (name == "elu_of<1,2>") return code_of<elu_of<1, 2>>();
    fail("no such activation");
}

template <class T>
int network_outputs(int count, char** words) {
    const auto inputs = static_cast<uint32_t>(atoi(words[0]));
    std::vector<dynamic_layer> layers;
    for (int l = 2; l < count; ++l) {
        const std::string word = words[l];
        const size_t colon = word.find(':');
        layers.push_back(
            {static_cast<uint32_t>(atoi(word.c_str())), code_named(word.substr(colon + 1))});
    }
    const dynamic_shape shape{inputs, layers.data(), static_cast<uint32_t>(layers.size())};
    using any_network = basic_dynamic_network<T, every>;
    std::vector<max_align_t> memory(any_network::bytes(shape) / sizeof(max_align_t) + 2);
    any_network net;
    if (!ok(net.open(shape, memory_block{memory.data(), memory.size() * sizeof(max_align_t)})))
        fail("the network does not open");
    const uint32_t outputs = layers.back().outputs;
    const auto w = read_numbers<T>(net.parameter_count());
    const std::string scalings = words[1];
    const bool scales_x = scalings.find('x') != std::string::npos;
    const bool scales_y = scalings.find('y') != std::string::npos;
    const auto x_offset = read_numbers<T>(scales_x ? inputs : 0);
    const auto x_factor = read_numbers<T>(scales_x ? inputs : 0);
    const auto y_offset = read_numbers<T>(scales_y ? outputs : 0);
    const auto y_scale = read_numbers<T>(scales_y ? outputs : 0);
    std::vector<T> x(inputs);
    while (read_sample(x)) {
        std::vector<T> y(outputs, T(-7));
        const strided_rows<T> in{x.data(), 1};
        const strided_samples<T> out{y.data(), 1, 1, 1};
        status outcome = status::ok;
        if (scales_x) {
            const scaling_table<T> table{x_offset.data(), x_factor.data(), inputs};
            outcome = check_scaled<T>(table, 1, {x.data(), 1});
            if (ok(outcome)) scale_checked<T>(table, 1, {x.data(), 1}, in);
        }
        if (ok(outcome)) outcome = net.predict(w.data(), x.data(), y.data());
        if (ok(outcome) && scales_y) {
            const target_table<T> table{y_offset.data(), y_scale.data(), outputs};
            const strided_samples<const T> scaled{y.data(), 1, 1, 1};
            outcome = check_unscaled_targets<T>(table, scaled);
            if (ok(outcome)) unscale_checked_targets<T>(table, scaled, out);
        }
        if (!ok(outcome)) y.assign(outputs, T(-7));
        const std::vector<int32_t> number{static_cast<int32_t>(outcome)};
        write_numbers(number);
        write_numbers(y);
    }
    return 0;
}

}  // namespace

int main(int count, char** words) {
    if (count == 2 && !strcmp(words[1], "profile")) {
        puts(profile == rounding_profile::fused ? "fused" : "separate");
        return 0;
    }
    if (count < 5) fail("see the head of this program");
    const std::string job = words[1];
    const bool is_float = !strcmp(words[2], "float");
    if (job == "activation") {
        return is_float ? activation_outputs<float>(words + 3)
                        : activation_outputs<double>(words + 3);
    }
    return is_float ? network_outputs<float>(count - 3, words + 3)
                    : network_outputs<double>(count - 3, words + 3);
}
