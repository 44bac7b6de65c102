// SPDX-License-Identifier: MIT
// What JavaScript calls (exports.cpp): pictures.
#include "playground/exports.hpp"

using playground::number;
using playground::the_engine;

namespace {

/// What `read` takes from a layer's picture; null where there is none.
template <class Read>
auto of_picture(uint32_t layer, Read read) -> decltype(read(*the_engine().picture(layer))) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? read(*found) : nullptr;
}

}  // namespace

extern "C" {

PLAYGROUND_EXPORT(max_grid) uint32_t playground_max_grid() {
    return playground::engine::max_grid_points;
}
PLAYGROUND_EXPORT(draw_grid)
int playground_draw_grid(uint32_t width, uint32_t height, float left, float right, float bottom,
                         float top) {
    return number(the_engine().draw_grid(width, height, {left, right, bottom, top}));
}
PLAYGROUND_EXPORT(grid) const float* playground_grid() { return the_engine().grid(); }

// By the network of int8, to the same grid.
PLAYGROUND_EXPORT(draw_quantized_grid)
int playground_draw_quantized_grid(uint32_t width, uint32_t height, float left, float right,
                                   float bottom, float top) {
    return number(the_engine().draw_quantized_grid(width, height, {left, right, bottom, top}));
}

// What each unit gives at side x side points, most_unit_points at most.
PLAYGROUND_EXPORT(most_unit_points) uint32_t playground_most_unit_points() {
    return playground::unit_pictures::most_points;
}
PLAYGROUND_EXPORT(draw_units)
int playground_draw_units(uint32_t side, float left, float right, float bottom, float top) {
    return number(the_engine().draw_units(side, {left, right, bottom, top}));
}
PLAYGROUND_EXPORT(unit) const float* playground_unit(uint32_t number) {
    return the_engine().unit(number);
}

PLAYGROUND_EXPORT(study) int playground_study(uint32_t in_a_hurry) {
    return number(the_engine().study(in_a_hurry != 0));
}
PLAYGROUND_EXPORT(bins) uint32_t playground_bins() { return playground::bins; }
PLAYGROUND_EXPORT(layer_count) uint32_t playground_layer_count() {
    return the_engine().layer_count();
}
PLAYGROUND_EXPORT(layer_size) uint32_t playground_layer_size(uint32_t layer) {
    return the_engine().units(layer);
}
PLAYGROUND_EXPORT(activation_edges) const float* playground_activation_edges(uint32_t layer) {
    return of_picture(layer, [](const auto& found) { return found.activation_histogram.edges; });
}
PLAYGROUND_EXPORT(activation_counts) const uint32_t* playground_activation_counts(uint32_t layer) {
    return of_picture(layer, [](const auto& found) { return found.activation_histogram.counts; });
}
PLAYGROUND_EXPORT(gradient_edges) const float* playground_gradient_edges(uint32_t layer) {
    return of_picture(layer, [](const auto& found) { return found.gradient_histogram.edges; });
}
PLAYGROUND_EXPORT(gradient_counts) const uint32_t* playground_gradient_counts(uint32_t layer) {
    return of_picture(layer, [](const auto& found) { return found.gradient_histogram.counts; });
}
PLAYGROUND_EXPORT(verdict) const char* playground_verdict(uint32_t layer) {
    return of_picture(layer, [](const auto& found) { return picomlp::name_of(found.health); });
}
/// What the verdict says, in words.
PLAYGROUND_EXPORT(verdict_in_words) const char* playground_verdict_in_words(uint32_t layer) {
    return of_picture(layer, [](const auto& found) { return picomlp::describe(found.health); });
}
PLAYGROUND_EXPORT(dead_units) uint32_t playground_dead_units(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    return found != nullptr ? found->activations.dead_units : 0;
}
/// The share of a layer's activations that are near the limits of its activation.
PLAYGROUND_EXPORT(saturated) float playground_saturated(uint32_t layer) {
    const auto* found = the_engine().picture(layer);
    if (found == nullptr) return 0;
    const auto& of = found->activations;
    return static_cast<float>(of.saturated) /
           (static_cast<float>(of.units) * static_cast<float>(of.samples));
}
// One for each layer.
PLAYGROUND_EXPORT(gradient_lengths) const float* playground_gradient_lengths() {
    return the_engine().gradient_lengths();
}
PLAYGROUND_EXPORT(weight_lengths) const float* playground_weight_lengths() {
    return the_engine().weight_lengths();
}
}
