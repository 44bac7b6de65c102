// SPDX-License-Identifier: MIT
// The jobs done by FANN. It has no relu, which leaves the network of tanh; and one number type for
// each of its libraries, of which this is that of float.
#include <fann.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <type_traits>

#include "contender.hpp"
#include "inputs.hpp"

namespace bench {

namespace {

using network = std::unique_ptr<fann, decltype(&fann_destroy)>;

/// Neurons are numbered layer by layer, the last of each layer being the bias of the next one.
void set_weights(fann* net, const layer_sizes& sizes, const std::vector<double>& parameters) {
    std::vector<fann_connection> connections(fann_get_total_connections(net));
    fann_get_connection_array(net, connections.data());
    std::vector<unsigned> first(sizes.size());
    std::vector<std::size_t> weights(sizes.size());
    for (std::size_t l = 1; l < sizes.size(); ++l) {
        first[l] = first[l - 1] + static_cast<unsigned>(sizes[l - 1]) + 1;
        weights[l] =
            l == 1 ? 0
                   : weights[l - 1] + static_cast<std::size_t>((sizes[l - 2] + 1) * sizes[l - 1]);
    }
    for (fann_connection& each : connections) {
        std::size_t l = sizes.size() - 1;
        while (each.to_neuron < first[l]) --l;
        const std::size_t inputs = static_cast<std::size_t>(sizes[l - 1]);
        const std::size_t outputs = static_cast<std::size_t>(sizes[l]);
        const std::size_t input = each.from_neuron - first[l - 1];
        const std::size_t output = each.to_neuron - first[l];
        const std::size_t place =
            input == inputs ? outputs * inputs + output : output * inputs + input;
        each.weight = static_cast<fann_type>(parameters.at(weights[l] + place));
    }
    fann_set_weight_array(net, connections.data(), static_cast<unsigned>(connections.size()));
}

job predict_job(const char* name) {
    struct state {
        network net{nullptr, fann_destroy};
        std::vector<fann_type> x;
        const fann_type* y = nullptr;
        int outputs = 0;
    };
    const layer_sizes sizes = {16, 32, 32, 4};
    const std::vector<unsigned> layers(sizes.begin(), sizes.end());
    const auto s = std::make_shared<state>();
    s->net.reset(fann_create_standard_array(static_cast<unsigned>(layers.size()), layers.data()));
    fann_set_activation_function_hidden(s->net.get(), FANN_SIGMOID_SYMMETRIC);  // that is tanh
    fann_set_activation_function_output(s->net.get(), FANN_LINEAR);
    fann_set_activation_steepness_hidden(s->net.get(), 1);
    fann_set_activation_steepness_output(s->net.get(), 1);
    set_weights(s->net.get(), sizes, network_parameters(sizes));
    for (const double v : uniform_numbers(5, sizes.front())) {
        s->x.push_back(static_cast<fann_type>(v));
    }
    s->outputs = sizes.back();
    return {name, "",
            [s](long count) {
                const fann_type feature = s->x[0];
                for (long k = 0; k < count; ++k) {
                    s->y = fann_run(s->net.get(), s->x.data());
                    s->x[0] = feature + s->y[0] * fann_type(1e-20);
                    keep(s.get());
                }
                s->x[0] = feature;
            },
            [s] {
                double sum = 0;
                for (int i = 0; i < s->outputs; ++i) sum += std::fabs(static_cast<double>(s->y[i]));
                return sum;
            }};
}

}  // namespace

std::vector<std::string> instruction_sets() { return {"baseline"}; }

contender choose_instruction_set(const std::string& name) { return {"FANN", name, ""}; }

template <class T>
std::vector<job> make_jobs(const std::vector<std::string>& wanted) {
    if (!std::is_same_v<T, fann_type>) return {};
    const char* const name = "predict-16-32-32-4";
    if (std::find(wanted.begin(), wanted.end(), name) == wanted.end()) return {};
    return {predict_job(name)};
}

template std::vector<job> make_jobs<float>(const std::vector<std::string>&);
template std::vector<job> make_jobs<double>(const std::vector<std::string>&);

}  // namespace bench
