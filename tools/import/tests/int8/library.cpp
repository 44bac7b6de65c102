// SPDX-License-Identifier: MIT
// What the library makes of a network of floats in int8, for tests of tools/import: all numbers,
// and how far they are from the floats.
//
//     program SAMPLES RANGES PART SCALES INPUTS OUTPUTS:ACTIVATION...
//
// The slope of leaky_relu_of is 0.3. RANGES: min_max, percentile (of which PART remains),
// least_squares; SCALES: per_output, per_layer. By standard input floats: parameters, then samples.
// By standard output, in text: the network, and the disagreement in either rounding.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <string>
#include <vector>

#include "picomlp/picomlp.hpp"
#include "picomlp/quantized/disagreement.hpp"
#include "picomlp/quantized/quantize_network.hpp"

namespace {

using namespace picomlp;

#define ACTIVATIONS_HERE(DO) \
    DO(identity)             \
    DO(relu)                 \
    DO(leaky_relu)           \
    DO(sigmoid)              \
    DO(hyperbolic_tangent)   \
    DO(elu) DO(softplus) DO(gelu) DO(softmax) DO(relu6) DO(mish) DO(log_softmax)
using every = activation_list<identity, relu, leaky_relu, sigmoid, hyperbolic_tangent, elu,
                              softplus, gelu, softmax, relu6, mish, log_softmax, any_leaky_relu>;

[[noreturn]] void fail(const char* what) {
    fprintf(stderr, "%s\n", what);
    exit(1);
}

void check(status outcome) {
    if (outcome != status::ok) {
        fprintf(stderr, "status %d\n", static_cast<int>(outcome));
        exit(2);
    }
}

uint32_t code_named(const std::string& name) {
#define CODE(activation) \
    if (name == #activation) return code_of<activation>();
    ACTIVATIONS_HERE(CODE)
#undef CODE
    fail("no such activation");
}

/// Memory of a size.
class block {
  public:
    explicit block(size_t bytes) : numbers_(bytes / sizeof(max_align_t) + 1) {}
    memory_block all() { return {numbers_.data(), numbers_.size() * sizeof(max_align_t)}; }

  private:
    std::vector<max_align_t> numbers_;
};

std::vector<float> read_numbers(size_t count) {
    std::vector<float> numbers(count);
    if (fread(numbers.data(), sizeof(float), count, stdin) != count) fail("too little input");
    return numbers;
}

void print(float number) {
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    printf(" %u", static_cast<unsigned>(bits));
}
void print(long number) { printf(" %ld", number); }
void print(multiplier by) { printf(" %ld %ld", long{by.significand}, long{by.shift}); }

void print(const quantized_shape& shape) {
    print(shape.input_scale);
    print(long{shape.input_zero_point});
    printf("\n");
    uint32_t inputs = shape.inputs;
    for (uint32_t l = 0; l < shape.layer_count; ++l) {
        const quantized_layer& layer = shape.layers[l];
        print(layer.scale);
        print(long{output_zero_point(layer)});
        print(long{layer.zero_point});
        print(long{layer.range.lowest});
        print(long{layer.range.highest});
        for (uint32_t k = 0; k < layer.multiplier_count; ++k) print(layer.multipliers[k]);
        for (uint32_t k = 0; k < layer.outputs; ++k) print(long{layer.biases[k]});
        for (uint32_t k = 0; k < layer.outputs * inputs; ++k) print(long{layer.weights[k]});
        for (uint32_t k = 0; layer.table && k < 256; ++k) print(long{layer.table[k]});
        if (layer.leaky) {
            print(layer.leaky->above);
            print(layer.leaky->below);
        }
        printf("\n");
        inputs = layer.outputs;
    }
}

template <class Rounding>
void print_disagreement(const float_network& from, const quantized_shape& shape,
                        const std::vector<float>& x) {
    quantized_network<Rounding> net;
    block for_net(net.bytes(shape));
    check(net.open(shape, for_net.all()));
    disagreement found;
    block memory(disagreement::bytes(from));
    check(found.open(from, shape, net, memory.all()));
    for (size_t at = 0; at < x.size(); at += from.inputs()) check(found.add(x.data() + at));
    const network_disagreement all = found.result();
    print(long{all.labels});
    print(long{all.worst_sample});
    for (uint32_t l = 0; l < from.layer_count(); ++l) {
        const layer_disagreement layer = found.layer(l);
        print(layer.largest_error);
        print(layer.mean_error);
        print(static_cast<long>(layer.saturated));
    }
    printf("\n");
}

}  // namespace

int main(int count, char** words) {
    if (count < 7) fail("see the head of this program");
    const auto samples = static_cast<size_t>(atoi(words[1]));
    const std::string ranges_by = words[2];
    const auto inputs = static_cast<uint32_t>(atoi(words[5]));
    std::vector<dynamic_layer> layers;
    for (int l = 6; l < count; ++l) {
        const std::string word = words[l];
        const std::string name = word.substr(word.find(':') + 1);
        dynamic_layer layer{static_cast<uint32_t>(atoi(word.c_str())), 0};
        if (name == "leaky_relu_of") {
            const float slope = 0.3F;
            layer.activation = code_of<any_leaky_relu>();
            memcpy(&layer.parameter[0], &slope, sizeof slope);
        } else {
            layer.activation = code_named(name);
        }
        layers.push_back(layer);
    }
    const dynamic_shape shape{inputs, layers.data(), static_cast<uint32_t>(layers.size())};
    using any_network = basic_dynamic_network<float, every>;
    block memory(any_network::bytes(shape));
    any_network net;
    check(net.open(shape, memory.all()));
    const std::vector<float> w = read_numbers(net.parameter_count());
    const std::vector<float> x = read_numbers(samples * inputs);

    const float_network from(net, w.data());
    block for_ranges(calibration::bytes(from, 256));
    calibration ranges;
    check(ranges.open(from, for_ranges.all(), 256));
    for (size_t at = 0; at < x.size(); at += inputs) check(ranges.add(x.data() + at));
    if (ranges_by != "min_max") {
        check(ranges.start_counting());
        for (size_t at = 0; at < x.size(); at += inputs) check(ranges.add(x.data() + at));
        check(ranges_by == "percentile" ? ranges.use_percentile(static_cast<float>(atof(words[3])))
                                        : ranges.use_least_squares());
    }
    const weight_scales scales =
        strcmp(words[4], "per_layer") ? weight_scales::per_output : weight_scales::per_layer;
    block for_model(quantized_model::bytes(ranges, scales));
    quantized_model model;
    check(model.make(ranges, scales, for_model.all()));
    print(model.shape());
    print_disagreement<double_rounding>(from, model.shape(), x);
    print_disagreement<single_rounding>(from, model.shape(), x);
    return 0;
}
