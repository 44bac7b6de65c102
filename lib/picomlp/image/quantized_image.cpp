// SPDX-License-Identifier: MIT
#include "picomlp/image/quantized_image.hpp"

#include "picomlp/image/detail/sections.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace {

using detail::image_kind;
using detail::image_part;
using detail::quantized_form;
using detail::quantized_image_head;
using detail::quantized_image_parts;
using detail::quantized_image_record;
using detail::read32;

constexpr uint32_t weight_alignment = detail::section_alignment;
static_assert(sizeof(quantized_image_head) == 16 && sizeof(quantized_image_record) == 32 &&
              sizeof(multiplier) == 8 && sizeof(quantized_leaky_relu) == 20);

uint32_t aligned(uint32_t bytes) {
    return (bytes + (weight_alignment - 1)) & ~(weight_alignment - 1);
}

bool is_int8(uint32_t number) { return number + 128 < 256; }
/// A normal float above 0.
bool is_scale(uint32_t bits) { return bits - 0x00800000 < 0x7f000000; }
bool is_shift(uint32_t shift) { return shift + 31 <= 61; }

/// Takes parts of a section one after another, as long as there are that many bytes.
class section_reader {
  public:
    explicit section_reader(const image_part& part)
        : next_(part.first), left_(part.bytes), bytes_(part.bytes) {}

    /// Null when there are fewer.
    const unsigned char* take(uint64_t bytes) {
        if (bytes > left_) return nullptr;
        const unsigned char* const here = next_;
        next_ += bytes;
        left_ -= static_cast<uint32_t>(bytes);
        return here;
    }
    uint32_t taken() const { return bytes_ - left_; }
    bool is_at_end() const { return left_ == 0; }

  private:
    const unsigned char* next_;
    uint32_t left_;
    uint32_t bytes_;
};

/// The record's fields, but for the number of multipliers.
bool is_record(const unsigned char* record) {
    const auto field = [&](uint32_t number) { return read32(record + size_t{4} * number); };
    const bool bytes =
        is_int8(field(2)) && is_int8(field(3)) && is_int8(field(4)) && is_int8(field(5));
    const bool ordered = field(2) + 128 <= field(3) + 128;
    const bool same_zero = field(1) != 0 || field(4) == field(5);
    return bytes && ordered && same_zero && field(1) <= 2 && is_scale(field(6)) && field(7) == 0;
}

/// `count` multipliers; their significands are not below 0 but for those of leaky relu.
bool are_multipliers(const unsigned char* at, uint32_t count, uint32_t sign) {
    for (; count > 0; --count, at += sizeof(multiplier)) {
        if ((read32(at) & sign) != 0 || !is_shift(read32(at + 4))) return false;
    }
    return true;
}

/// What a layer takes of the other two sections.
bool has_numbers(uint32_t inputs, uint32_t units, const unsigned char* record,
                 section_reader& integers, section_reader& bytes) {
    const uint32_t multipliers = read32(record);
    const uint32_t form = read32(record + 4);
    if (multipliers != units && multipliers != 1) return false;
    const unsigned char* const by = integers.take(uint64_t{multipliers} * sizeof(multiplier));
    if (!by || !are_multipliers(by, multipliers, 0x80000000)) return false;
    if (!integers.take(uint64_t{units} * sizeof(int32_t))) return false;
    if (form == static_cast<uint32_t>(quantized_form::leaky)) {
        const unsigned char* const leaky = integers.take(sizeof(quantized_leaky_relu));
        if (!leaky || !are_multipliers(leaky, 2, 0)) return false;
        if (read32(leaky + 16) != read32(record + 20)) return false;
    }
    const uint32_t gap = aligned(bytes.taken()) - bytes.taken();
    const unsigned char* const zeros = bytes.take(gap);
    if (!zeros || !detail::are_zero(zeros, zeros + gap)) return false;
    const bool is_table = form == static_cast<uint32_t>(quantized_form::table);
    return bytes.take(uint64_t{inputs} * units + (is_table ? activation_table_size : 0)) != nullptr;
}

[[gnu::always_inline]] inline status examine(const void* data, size_t size,
                                             quantized_image_parts& parts) {
    // Without a profile: sums of integers have none.
    const status found = detail::find_parts(data, size, detail::image_number_type<float>, parts);
    if (found != status::ok) return found;
    const image_part& layers = parts[image_kind::layers];
    const image_part& quantized = parts[image_kind::quantized_layers];
    if (!detail::is_stated(quantized)) return status::unsupported_version;
    size_t parameters = 0;
    uint32_t outputs = 0;
    const status shaped = detail::check_layers<float>(parts.inputs, layers, parameters, outputs);
    if (shaped != status::ok) return shaped;
    if (quantized.count != layers.count ||
        quantized.bytes !=
            sizeof(quantized_image_head) + layers.count * sizeof(quantized_image_record)) {
        return status::damaged_data;
    }
    const unsigned char* record = quantized.first;
    const uint32_t rounding = read32(record);
    if (rounding != code_of<double_rounding>() && rounding != code_of<single_rounding>()) {
        return status::unsupported_version;
    }
    const image_part& integers = parts[image_kind::quantized_integers];
    const image_part& bytes = parts[image_kind::quantized_bytes];
    bool good = is_int8(read32(record + 4)) && is_scale(read32(record + 8)) &&
                read32(record + 12) == 0 && !detail::is_stated(parts[image_kind::parameters]) &&
                integers.count == integers.bytes / sizeof(uint32_t) && bytes.count == bytes.bytes;
    record += sizeof(quantized_image_head);
    section_reader next_integers(integers);
    section_reader next_bytes(bytes);
    uint32_t inputs = parts.inputs;
    const unsigned char* layer = layers.first;
    for (uint32_t l = layers.count; l > 0 && good; --l) {
        const uint32_t units = read32(layer);
        good = is_record(record) && has_numbers(inputs, units, record, next_integers, next_bytes);
        inputs = units;
        layer += detail::image_record_bytes;
        record += sizeof(quantized_image_record);
    }
    if (!good || !next_integers.is_at_end() || !next_bytes.is_at_end()) {
        return status::damaged_data;
    }
    return detail::check_description<float>(parts, &parts[image_kind::scaling], outputs);
}

template <class Object>
const Object* objects(const unsigned char* first) {
    return static_cast<const Object*>(static_cast<const void*>(first));
}

/// The layers of an image that has been checked, one after another.
class layer_reader {
  public:
    explicit layer_reader(const quantized_image_parts& parts)
        : layer_(objects<dynamic_layer>(parts[image_kind::layers].first)),
          head_(objects<quantized_image_head>(parts[image_kind::quantized_layers].first)),
          record_(objects<quantized_image_record>(parts[image_kind::quantized_layers].first +
                                                  sizeof(quantized_image_head))),
          integers_(objects<int32_t>(parts[image_kind::quantized_integers].first)),
          bytes_(objects<int8_t>(parts[image_kind::quantized_bytes].first)),
          inputs_(parts.inputs) {}

    const quantized_image_head& head() const { return *head_; }

    quantized_layer next() {
        const quantized_image_record& record = *record_++;
        const dynamic_layer& stated = *layer_++;
        const auto form = static_cast<quantized_form>(record.form);
        quantized_layer layer;
        layer.outputs = stated.outputs;
        layer.activation = stated.activation;
        layer.activation_parameter = parameter_of<float>(stated);
        layer.multiplier_count = record.multipliers;
        layer.multipliers = static_cast<const multiplier*>(take(2 * record.multipliers));
        layer.biases = static_cast<const int32_t*>(take(layer.outputs));
        if (form == quantized_form::leaky) {
            layer.leaky = static_cast<const quantized_leaky_relu*>(
                take(sizeof(quantized_leaky_relu) / sizeof(int32_t)));
        }
        taken_ = aligned(taken_);
        layer.weights = bytes_ + taken_;
        taken_ += inputs_ * layer.outputs;
        if (form == quantized_form::table) {
            layer.table = bytes_ + taken_;
            layer.table_zero_point = record.zero_point;
            taken_ += activation_table_size;
        }
        inputs_ = layer.outputs;
        layer.zero_point = record.sum_zero_point;
        layer.range = {static_cast<int8_t>(record.lowest), static_cast<int8_t>(record.highest)};
        layer.scale = record.scale;
        return layer;
    }

  private:
    const void* take(uint32_t integers) {
        const void* const here = integers_;
        integers_ += integers;
        return here;
    }

    const dynamic_layer* layer_;
    const quantized_image_head* head_;
    const quantized_image_record* record_;
    const int32_t* integers_;
    const int8_t* bytes_;
    uint32_t inputs_;
    uint32_t taken_ = 0;  ///< of the bytes
};

}  // namespace

status detail::open_quantized_image(const void* bytes, size_t size,
                                    quantized_image_parts& to) noexcept {
    if (!is_little_endian) return status::unsupported_version;
    if (!is_aligned_image(bytes)) return status::misaligned_memory;
    quantized_image_parts found{};
    const status examined = examine(bytes, size, found);
    if (examined == status::ok) to = found;
    return examined;
}

status detail::open_quantized_image(const void* bytes, size_t size, void* memory,
                                    size_t memory_size, quantized_image_parts& to) noexcept {
    quantized_image_parts found{};
    const status examined = examine(bytes, size, found);
    if (examined != status::ok) return examined;
    const status copied = copy_image(memory, memory_size, sizeof(float), found);
    if (copied == status::ok) to = found;
    return copied;
}

size_t detail::quantized_network_bytes(const dynamic_shape& shape) noexcept {
    uint32_t units = 0;
    for (uint32_t l = 0; l < shape.layer_count; ++l) units += shape.layers[l].outputs;
    return units == 0 ? 0 : quantized_opening::bytes(shape.layer_count, units);
}

status detail::open_network(const quantized_image_parts& parts, const memory_block& memory,
                            opened_quantized& network) noexcept {
    const image_part& layers = parts[image_kind::layers];
    const size_t wanted =
        quantized_network_bytes({parts.inputs, objects<dynamic_layer>(layers.first), layers.count});
    const status fits = check_memory(memory, wanted, alignof(quantized_dense));
    if (fits != status::ok) return fits;
    layer_reader reader(parts);
    const quantized_image_head& head = reader.head();
    quantized_opening opening(memory.first, layers.count, parts.inputs,
                              {head.scale, head.zero_point});
    for (uint32_t l = layers.count; l > 0; --l) opening.add(reader.next());
    network = opening.opened();
    return status::ok;
}

quantized_shape detail::quantized_layers_of(const quantized_image_parts& parts,
                                            quantized_layer* layers) noexcept {
    quantized_shape shape;
    const uint32_t count = parts[image_kind::layers].count;
    if (count == 0) return shape;
    layer_reader reader(parts);
    for (uint32_t l = 0; l < count; ++l) layers[l] = reader.next();
    shape.inputs = parts.inputs;
    shape.input_zero_point = reader.head().zero_point;
    shape.layer_count = count;
    shape.layers = layers;
    shape.input_scale = reader.head().scale;
    return shape;
}

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
