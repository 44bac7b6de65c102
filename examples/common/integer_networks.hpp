// SPDX-License-Identifier: MIT
// Networks of integers made of a calibrated network of floats, with memory from the heap: a PC has
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "picomlp/picomlp.hpp"

namespace common {

/// So many bytes of a vector that is made as large.
inline picomlp::memory_block room_in(std::vector<uint64_t>& memory, std::size_t bytes) {
    memory.resize(bytes / sizeof(uint64_t) + 1);
    return {memory.data(), bytes};
}

/// Opens `ranges` for the network with memory that `memory` keeps for it.
inline picomlp::status open_calibration(const picomlp::float_network& of,
                                        std::vector<uint64_t>& memory,
                                        picomlp::calibration& ranges) {
    return ranges.open(of, room_in(memory, ranges.bytes(of)));
}

/// Calls use(predict) with an open network: predict(x, y) takes one sample in floats and gives a
/// status, as use does.
template <class Network, class Use>
picomlp::status use_integers(const Network& net, Use use) {
    std::vector<uint64_t> memory;
    const picomlp::memory_block scratch = room_in(memory, net.float_scratch_bytes());
    return use([&](const float* x, float* y) { return net.predict(x, scratch, y); });
}

/// use_integers() with a network of int8.
template <class Use>
picomlp::status with_int8(const picomlp::calibration& ranges, picomlp::weight_scales scales,
                          Use use) {
    std::vector<uint64_t> numbers;
    std::vector<uint64_t> tables;
    picomlp::quantized_model model;
    picomlp::quantized_network<picomlp::double_rounding> net;
    auto done = model.make(ranges, scales, room_in(numbers, model.bytes(ranges, scales)));
    if (done == picomlp::status::ok) {
        done = net.open(model.shape(), room_in(tables, net.bytes(model.shape())));
    }
    return done == picomlp::status::ok ? use_integers(net, use) : done;
}

/// use_integers() with a network of int16 activations.
template <class Use>
picomlp::status with_16x8(const picomlp::calibration& ranges, picomlp::weight_scales scales,
                          Use use) {
    std::vector<uint64_t> numbers;
    picomlp::quantized_16x8_model model;
    picomlp::quantized_16x8_network net;
    auto done = model.make(ranges, scales, room_in(numbers, model.bytes(ranges, scales)));
    if (done == picomlp::status::ok) done = net.open(model.shape());
    return done == picomlp::status::ok ? use_integers(net, use) : done;
}

}  // namespace common
