// SPDX-License-Identifier: MIT
// What JavaScript calls: plain numbers and addresses in the module's memory, which never grows.
// Addresses stay the same from one training to the next. An enumerator or a layer that does not
// exist gives 0.
//
// This file: choosing, training, and the figures of it.
#include "playground/exports.hpp"

#include "picomlp/simd/instruction_set.hpp"

namespace playground {

engine& the_engine() {
    static engine only;
    return only;
}

samples set_of(uint32_t which) { return which == 0 ? samples::training : samples::test; }

int number(picomlp::status outcome) { return static_cast<int>(outcome); }

}  // namespace playground

namespace {

using playground::number;
using playground::set_of;
using playground::the_engine;

playground::hidden_layers wanted;

playground::names names_of(uint32_t what) {
    return playground::names_of(static_cast<playground::choice>(what));
}

/// What the page chooses, in this order.
struct chosen_numbers {
    double dataset, initializer, activation, optimizer, seed, batch, noise, test_share;
    double learning_rate, l1, l2, keep;
} chosen;

playground::rates chosen_rates() {
    return {static_cast<float>(chosen.learning_rate), static_cast<float>(chosen.l2),
            static_cast<float>(chosen.keep), static_cast<float>(chosen.l1)};
}

template <class Enumeration>
Enumeration as(double number) {
    return static_cast<Enumeration>(static_cast<uint32_t>(number));
}

}  // namespace

extern "C" {

// The choices by name: 0 data set, 1 initializer, 2 hidden layers' activation, 3 optimizer.
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

/// chosen_numbers, which the page writes before start() and change().
PLAYGROUND_EXPORT(chosen) double* playground_chosen() { return &chosen.dataset; }

// A visitor's table: two columns of features and one of targets, of most_rows rows, and how many
// rows of them there are, of classes (0) or numbers (1).
PLAYGROUND_EXPORT(table) float* playground_table(uint32_t column) {
    auto& table = the_engine().table();
    return column < playground::inputs ? table.x[column] : table.y;
}
PLAYGROUND_EXPORT(most_rows) uint32_t playground_most_rows() { return playground::most_samples; }
PLAYGROUND_EXPORT(least_rows) uint32_t playground_least_rows() { return playground::least_samples; }
PLAYGROUND_EXPORT(set_table) void playground_set_table(uint32_t rows, uint32_t task) {
    the_engine().table().count = rows;
    the_engine().table().task = static_cast<playground::task>(task);
}

PLAYGROUND_EXPORT(start) int playground_start(uint32_t hidden_layers) {
    wanted.count = hidden_layers;
    return number(the_engine().begin({as<playground::dataset>(chosen.dataset),
                                      as<playground::start>(chosen.initializer),
                                      wanted,
                                      as<playground::hidden>(chosen.activation),
                                      static_cast<uint32_t>(chosen.seed),
                                      chosen_rates(),
                                      as<playground::optimizer>(chosen.optimizer),
                                      static_cast<uint32_t>(chosen.batch),
                                      {chosen.noise, static_cast<uint32_t>(chosen.test_share)}}));
}
PLAYGROUND_EXPORT(change) int playground_change() {
    return number(the_engine().change(chosen_rates()));
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
PLAYGROUND_EXPORT(score) float playground_score(uint32_t which) {
    return the_engine().score(set_of(which));
}
/// 0 classes, 1 numbers.
PLAYGROUND_EXPORT(task) uint32_t playground_task() {
    return static_cast<uint32_t>(the_engine().task());
}
PLAYGROUND_EXPORT(cost) float playground_cost(uint32_t which) {
    return the_engine().evaluate(set_of(which)).cost;
}
PLAYGROUND_EXPORT(sample_count) uint32_t playground_sample_count(uint32_t which) {
    return the_engine().x_of(set_of(which)).samples();
}
PLAYGROUND_EXPORT(samples) const float* playground_samples(uint32_t which) {
    return the_engine().x_of(set_of(which)).data();
}
PLAYGROUND_EXPORT(labels) const float* playground_labels(uint32_t which) {
    return the_engine().y_of(set_of(which)).data();
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
}
