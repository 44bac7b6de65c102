// SPDX-License-Identifier: MIT
// Networks and trainings of run-time shape held against those of a network's type, bit for bit.
#pragma once

#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "doctest_config.hpp"
#include "fewer_types.hpp"
#include "picomlp/picomlp.hpp"
#include "reference/dynamic_cases.hpp"

namespace reference {

/// Memory of exactly as many bytes as asked for, and aligned to no more than asked for; behind it
/// the sanitizers watch.
class exact_memory {
  public:
    exact_memory(size_t bytes, size_t alignment) : storage_(bytes / sizeof(uint64_t) + 3) {
        const size_t skipped = alignment < 16 ? alignment : 0;
        first_ = reinterpret_cast<unsigned char*>(storage_.data()) + skipped;
        bytes_ = bytes;
        std::memset(storage_.data(), 0xa5, storage_.size() * sizeof(uint64_t));
    }
    picomlp::memory_block block() { return {first_, bytes_}; }
    /// Whether nothing behind the block was written.
    bool is_whole() const {
        const auto* const end =
            reinterpret_cast<const unsigned char*>(storage_.data() + storage_.size());
        for (const unsigned char* p = first_ + bytes_; p < end; ++p) {
            if (*p != 0xa5) return false;
        }
        return true;
    }

  private:
    std::vector<uint64_t> storage_;
    unsigned char* first_;
    size_t bytes_;
};

template <class T>
bool same_bits(const T* a, const T* b, size_t count) {
    return std::memcmp(a, b, count * sizeof(T)) == 0;
}

/// A network of any shape.
template <class T>
using any_network = picomlp::basic_dynamic_network<T, picomlp::all_activations>;

/// features x samples as samples x features.
template <class T>
std::vector<T> transposed(const std::vector<T>& x, uint32_t features, uint32_t samples) {
    std::vector<T> turned(x.size());
    for (uint32_t f = 0; f < features; ++f) {
        for (uint32_t s = 0; s < samples; ++s) turned[s * features + f] = x[f * samples + s];
    }
    return turned;
}

/// Samples and parameters for a network. Targets suit its last layer.
template <class Network>
struct drawn_case {
    using T = typename Network::value_type;
    uint32_t samples;
    std::vector<T> x;  ///< features x samples
    std::vector<T> y;
    typename Network::parameters w;

    explicit drawn_case(uint32_t count, unsigned seed = 5) : samples(count) {
        std::mt19937 bits(seed);
        std::uniform_real_distribution<double> number(-1, 1);
        x.resize(size_t{Network::inputs} * count);
        for (T& value : x) value = static_cast<T>(number(bits));
        y.assign(size_t{Network::outputs} * count, T(0));
        for (uint32_t s = 0; s < count; ++s) {
            const uint32_t label =
                static_cast<uint32_t>(bits()) % picomlp::class_count(Network::outputs);
            if (Network::outputs == 1) y[s] = static_cast<T>(label);
            if (Network::outputs > 1) y[label * count + s] = T(1);
        }
        picomlp::xoshiro128pp generator{seed};
        initialize(w, picomlp::he_normal{}, generator);
        for (T& value : w) value += static_cast<T>(0.01 * number(bits));  // no bias of 0
    }
};

/// The loss that suits a network's last activation.
template <class Network, class Last = typename Network::output_activation>
struct loss_for {
    using type = picomlp::mean_squared_error;
};
template <class Network>
struct loss_for<Network, struct picomlp::sigmoid> {
    using type = picomlp::binary_cross_entropy;
};
template <class Network>
struct loss_for<Network, picomlp::softmax> {
    using type = picomlp::softmax_cross_entropy;
};

using all_losses = picomlp::loss_list<picomlp::binary_cross_entropy, picomlp::softmax_cross_entropy,
                                      picomlp::mean_squared_error, picomlp::huber>;
using all_optimizers =
    picomlp::optimizer_list<picomlp::gradient_descent, picomlp::momentum, picomlp::nesterov,
                            picomlp::rmsprop, picomlp::adam, picomlp::adamw, picomlp::rprop>;

/// Calls use(type_of<Network>{}, place) for every network of a list. The place is a constant, by
/// which a test chooses types, so that those it does not choose are not compiled.
template <class Network>
struct type_of {
    using type = Network;
};
/// One of five where types are few; 11 has no divisor in common with what tests choose by place.
template <class Network, uint32_t Place, class Use>
void use_network(Use& use) {
    if constexpr (!testing::fewer_types || Place % 11 == 0 || Place % 11 == 6)
        use(type_of<Network>{}, std::integral_constant<uint32_t, Place>{});
}
template <class... Networks, uint32_t... Places, class Use>
void use_networks(network_list<Networks...> /*networks*/,
                  std::integer_sequence<uint32_t, Places...> /*places*/, Use& use) {
    (use_network<Networks, Places>(use), ...);
}
template <class... Networks, class Use>
void for_each_network(network_list<Networks...> networks, Use use) {
    use_networks(networks, std::make_integer_sequence<uint32_t, sizeof...(Networks)>{}, use);
}

}  // namespace reference
