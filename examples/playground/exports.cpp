// SPDX-License-Identifier: MIT
// What JavaScript calls: plain numbers and addresses in the module's memory, which never grows.
// Addresses stay the same from one training to the next. An enumerator or a layer that does not
// exist gives 0.
#include "playground/engine.hpp"

#include "picomlp/simd/instruction_set.hpp"

#define PLAYGROUND_EXPORT(name) [[clang::export_name(#name)]]

namespace {

using playground::samples;

playground::engine& the_engine() {
    static playground::engine only;
    return only;
}

playground::hidden_layers wanted;

samples set(uint32_t which) { return which == 0 ? samples::training : samples::test; }

int number(picomlp::status outcome) { return static_cast<int>(outcome); }

playground::names names_of(uint32_t what) {
    return playground::names_of(static_cast<playground::choice>(what));
}

}  // namespace

extern "C" {

// The choices by name: 0 data set, 1 initializer, 2 hidden layers' activation.
PLAYGROUND_EXPORT(choice_count) uint32_t playground_choice_count(uint32_t what) {
    return names_of(what).count;
}
PLAYGROUND_EXPORT(choice_name) const char* playground_choice_name(uint32_t what, uint32_t index) {
    return index < names_of(what).count ? names_of(what).name[index] : nullptr;
}

/// "simd128" or "scalar".
PLAYGROUND_EXPORT(instruction_set) const char* playground_instruction_set() {
    return picomlp::name_of(picomlp::active_instruction_set());
}
/// A status in words.
PLAYGROUND_EXPORT(describe) const char* playground_describe(uint32_t status) {
    return picomlp::describe(static_cast<picomlp::status>(status));
}

// The units of each hidden layer, which the page writes before start().
PLAYGROUND_EXPORT(hidden_units) uint32_t* playground_hidden_units() { return wanted.units; }
PLAYGROUND_EXPORT(most_hidden_layers) uint32_t playground_most_hidden_layers() {
    return playground::most_hidden_layers;
}
PLAYGROUND_EXPORT(most_units) uint32_t playground_most_units() { return playground::most_units; }

PLAYGROUND_EXPORT(start)
int playground_start(uint32_t dataset, uint32_t initializer, uint32_t hidden_layers,
                     uint32_t activation, uint32_t seed, float learning_rate, float l2,
                     float keep) {
    wanted.count = hidden_layers;
    return number(the_engine().begin({static_cast<course::dataset>(dataset),
                                      static_cast<playground::start>(initializer),
                                      wanted,
                                      static_cast<playground::hidden>(activation),
                                      seed,
                                      {learning_rate, l2, keep}}));
}
PLAYGROUND_EXPORT(change) int playground_change(float learning_rate, float l2, float keep) {
    return number(the_engine().change({learning_rate, l2, keep}));
}

PLAYGROUND_EXPORT(train) uint32_t playground_train(uint32_t steps) {
    return the_engine().train(steps);
}
PLAYGROUND_EXPORT(outcome) int playground_outcome() { return number(the_engine().outcome()); }
PLAYGROUND_EXPORT(costs) const float* playground_costs() { return the_engine().costs(); }
PLAYGROUND_EXPORT(max_steps) uint32_t playground_max_steps() {
    return playground::engine::max_steps;
}
PLAYGROUND_EXPORT(steps_done) uint32_t playground_steps_done() { return the_engine().steps_done(); }

// Of the 0 training, 1 test samples.
PLAYGROUND_EXPORT(accuracy) float playground_accuracy(uint32_t which) {
    const auto found = the_engine().evaluate(set(which));
    return static_cast<float>(found.correct) / static_cast<float>(found.samples);
}
PLAYGROUND_EXPORT(cost) float playground_cost(uint32_t which) {
    return the_engine().evaluate(set(which)).cost;
}
PLAYGROUND_EXPORT(sample_count) uint32_t playground_sample_count(uint32_t which) {
    return the_engine().x_of(set(which)).samples();
}
PLAYGROUND_EXPORT(samples) const float* playground_samples(uint32_t which) {
    return the_engine().x_of(set(which)).data();
}
PLAYGROUND_EXPORT(labels) const float* playground_labels(uint32_t which) {
    return the_engine().y_of(set(which)).data();
}

PLAYGROUND_EXPORT(parameter_count) uint32_t playground_parameter_count() {
    return the_engine().parameter_count();
}
PLAYGROUND_EXPORT(parameters) const float* playground_parameters() {
    return the_engine().parameters();
}
PLAYGROUND_EXPORT(parameter_crc) uint32_t playground_parameter_crc() {
    return the_engine().parameter_crc();
}

PLAYGROUND_EXPORT(max_grid) uint32_t playground_max_grid() {
    return playground::engine::max_grid_points;
}
PLAYGROUND_EXPORT(draw_grid)
int playground_draw_grid(uint32_t width, uint32_t height, float left, float right, float bottom,
                         float top) {
    return number(the_engine().draw_grid(width, height, {left, right, bottom, top}));
}
PLAYGROUND_EXPORT(grid) const float* playground_grid() { return the_engine().grid(); }

PLAYGROUND_EXPORT(study) int playground_study() { return number(the_engine().study()); }
PLAYGROUND_EXPORT(bins) uint32_t playground_bins() { return playground::bins; }
PLAYGROUND_EXPORT(layer_count) uint32_t playground_layer_count() {
    return the_engine().layer_count();
}
PLAYGROUND_EXPORT(layer_size) uint32_t playground_layer_size(uint32_t layer) {
    return the_engine().units(layer);
}
PLAYGROUND_EXPORT(activation_edges) const float* playground_activation_edges(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? found->activation_histogram.edges : nullptr;
}
PLAYGROUND_EXPORT(activation_counts) const uint32_t* playground_activation_counts(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? found->activation_histogram.counts : nullptr;
}
PLAYGROUND_EXPORT(gradient_edges) const float* playground_gradient_edges(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? found->gradient_histogram.edges : nullptr;
}
PLAYGROUND_EXPORT(gradient_counts) const uint32_t* playground_gradient_counts(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? found->gradient_histogram.counts : nullptr;
}
PLAYGROUND_EXPORT(verdict) const char* playground_verdict(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? picomlp::name_of(found->health) : nullptr;
}
}
