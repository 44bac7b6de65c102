// SPDX-License-Identifier: MIT
#include "picomlp/c/quantized_model.h"

#include "picomlp/base/memory_block.hpp"
#include "picomlp/image/predict_quantized.hpp"
#include "picomlp/image/quantized_image.hpp"

using picomlp::memory_block;
using picomlp::quantized_image;
using picomlp::status;
using picomlp::detail::opened_quantized;

/// A rounding's code in images, and what opens and computes its networks.
struct picomlp_rounding {
    uint32_t code;
    status (*open)(const quantized_image&, memory_block, opened_quantized&);
    picomlp::detail::quantized_dense_routine dense;
};

/// The head of the memory; behind it lie the network's tables, and then the scratch.
struct picomlp_quantized_model {
    quantized_image file;
    opened_quantized network;
    picomlp::detail::quantized_dense_routine dense;
    memory_block scratch;
};

namespace {

constexpr size_t alignment = picomlp_alignment;
constexpr size_t head = (sizeof(picomlp_quantized_model) + alignment - 1) / alignment * alignment;
static_assert(alignment >= alignof(picomlp_quantized_model) &&
                  alignment >= picomlp::quantized_network<picomlp::double_rounding>::alignment &&
                  alignment >= picomlp::image_alignment,
              "picomlp: C's memory suits all that is opened over it");

constexpr int in_c(status outcome) { return static_cast<int>(outcome); }

template <class Rounding>
status open_network(const quantized_image& file, memory_block memory, opened_quantized& to) {
    picomlp::quantized_network<Rounding> network;
    const status opened = file.open_network(network, memory);
    if (opened == status::ok) to = network.opened();
    return opened;
}

template <class Rounding>
constexpr picomlp_rounding rounding_object() {
    return {picomlp::code_of<Rounding>(), open_network<Rounding>,
            picomlp::detail::fast_quantized_dense<Rounding>};
}

/// Of a prediction whose inputs and outputs lie in it: at least float_scratch_bytes() of the
/// network.
size_t scratch_bytes(const quantized_image& file) {
    const picomlp::dynamic_shape shape = file.shape();
    const uint32_t even = picomlp::widest_layer(shape, 2);
    return size_t{picomlp::widest_layer(shape, 1)} + (shape.inputs > even ? shape.inputs : even);
}

size_t bytes_of(const quantized_image& file) {
    return head + file.network_bytes() + scratch_bytes(file);
}

/// The rounding with this code; null where it is not listed.
const picomlp_rounding* listed(const picomlp_roundings& known, uint32_t code) {
    for (size_t k = 0; k < known.count; ++k) {
        if (known.first[k]->code == code) return known.first[k];
    }
    return nullptr;
}

bool is_usable(const picomlp_roundings& known) {
    if (!known.first || known.count == 0 || known.count > 2) return false;
    for (size_t k = 0; k < known.count; ++k) {
        if (!known.first[k]) return false;
    }
    return true;
}

/// The model, unless its memory is refused; nothing has been written then.
status open(const void* image, size_t size, const picomlp_roundings& known, memory_block memory) {
    quantized_image file;
    const status read = file.open(image, size);
    if (read != status::ok) return read;
    const picomlp_rounding* const rounding = listed(known, file.rounding());
    if (!rounding) return status::unsupported_version;
    const status fits = picomlp::detail::check_memory(memory, bytes_of(file), alignment);
    if (fits != status::ok) return fits;

    auto* const behind = static_cast<unsigned char*>(memory.first) + head;
    opened_quantized network;
    const status opened = rounding->open(file, {behind, file.network_bytes()}, network);
    if (opened != status::ok) return opened;
    auto* const model = static_cast<picomlp_quantized_model*>(memory.first);
    model->file = file;
    model->network = network;
    model->dense = rounding->dense;
    model->scratch = {behind + file.network_bytes(), scratch_bytes(file)};
    return status::ok;
}

picomlp_quantization in_c(const picomlp::quantization& how) { return {how.scale, how.zero_point}; }

}  // namespace

extern "C" {

constexpr picomlp_rounding picomlp_double_rounding = rounding_object<picomlp::double_rounding>();
constexpr picomlp_rounding picomlp_single_rounding = rounding_object<picomlp::single_rounding>();
}

namespace {

constexpr const picomlp_rounding* both[] = {&picomlp_double_rounding, &picomlp_single_rounding};

}  // namespace

extern "C" {
constexpr picomlp_roundings picomlp_all_roundings = PICOMLP_LIST(both);
}

size_t picomlp_quantized_model_bytes(const void* image, size_t size) {
    quantized_image file;
    return ok(file.open(image, size)) ? bytes_of(file) : 0;
}

int picomlp_quantized_model_open(picomlp_quantized_model** model, const void* image, size_t size,
                                 const picomlp_roundings* known, void* memory, size_t memory_size) {
    if (!model) return picomlp_bad_argument;
    *model = nullptr;
    if (!image || !known || !memory || !is_usable(*known)) return picomlp_bad_argument;
    const status opened = open(image, size, *known, {memory, memory_size});
    if (opened == status::ok) *model = static_cast<picomlp_quantized_model*>(memory);
    return in_c(opened);
}

int picomlp_quantized_model_predict(picomlp_quantized_model* model, const float* x, float* y) {
    if (!model) return picomlp_unusable_shape;
    if (!x || !y) return picomlp_bad_argument;
    return in_c(picomlp::detail::predict_quantized_image(model->file, model->network, model->dense,
                                                         x, model->scratch, y));
}

int picomlp_quantized_model_predict_int8(picomlp_quantized_model* model, const int8_t* x,
                                         int8_t* y) {
    if (!model) return picomlp_unusable_shape;
    if (!x || !y) return picomlp_bad_argument;
    return in_c(picomlp::detail::predict_quantized(model->network, model->dense, x,
                                                   model->scratch.first, y));
}

picomlp_quantization picomlp_quantized_model_input_quantization(
    const picomlp_quantized_model* model) {
    return model ? in_c(model->network.input) : picomlp_quantization{0, 0};
}
picomlp_quantization picomlp_quantized_model_output_quantization(
    const picomlp_quantized_model* model) {
    return model ? in_c(model->network.output) : picomlp_quantization{0, 0};
}

int picomlp_quantized_model_self_test(picomlp_quantized_model* model) {
    if (!model) return picomlp_unusable_shape;
    return in_c(picomlp::detail::test_quantized_image(model->file, model->network, model->dense,
                                                      model->scratch));
}

uint32_t picomlp_quantized_model_inputs(const picomlp_quantized_model* model) {
    return model ? model->file.shape().inputs : 0;
}
uint32_t picomlp_quantized_model_outputs(const picomlp_quantized_model* model) {
    return model ? model->file.shape().outputs() : 0;
}

const char* picomlp_quantized_model_feature_name(const picomlp_quantized_model* model,
                                                 uint32_t index) {
    return model ? model->file.feature_name(index).first : nullptr;
}
const char* picomlp_quantized_model_class_name(const picomlp_quantized_model* model,
                                               uint32_t index) {
    return model ? model->file.class_name(index).first : nullptr;
}
const char* picomlp_quantized_model_text(const picomlp_quantized_model* model) {
    return model ? model->file.text().first : nullptr;
}
