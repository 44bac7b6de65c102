// SPDX-License-Identifier: MIT
// A network whose shape is known at run time, in memory of the caller's: the second shell over the
// compiled core. Its bits are those of basic_network.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "picomlp/base/memory_block.hpp"
#include "picomlp/network/activation_list.hpp"
#include "picomlp/network/dynamic_samples.hpp"
#include "picomlp/network/dynamic_shape.hpp"
#include "picomlp/network/predict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {
namespace detail {

/// An opened network: tables and the room for activations, in memory of the caller's. All members
/// are 0 before it is opened.
template <class T>
struct opened_network {
    dynamic_shape shape;
    size_t parameter_count;
    sample_layer<T>* samples;        ///< the tables: for one sample
    layer<T>* batches;               ///< for many; null unless opened for them
    kernels::narrow_layer* narrow;   ///< null unless forward_narrow_layers computes the network
    narrow_entry<T> last_narrow;     ///< the last activation, if so
    predict_workspace<T> workspace;  ///< capacity: the samples that the network is opened for
    bool hides_nan;                  ///< of the last activation
    bool gives_probabilities;        ///< likewise; known where it is opened for many

    sample_layer_table<T> sample_table() const { return {samples, shape.layer_count}; }
    layer_table<T> table() const { return {batches, shape.layer_count}; }
    uint32_t outputs() const { return samples[shape.layer_count - 1].shape.outputs; }
    /// Of samples that are not features x samples: as many as can be transposed where the second
    /// layer will write; 0 where not even one has room, which then needs no copy.
    uint32_t transposed_capacity() const {
        const size_t room = size_t{widest_layer(shape, 2)} * workspace.capacity;
        const size_t fit = room / shape.inputs;
        return fit < workspace.capacity ? static_cast<uint32_t>(fit) : workspace.capacity;
    }
};

/// The bytes of memory for one sample at a time, `even` having at least so many rows; 0 for an
/// unusable shape.
template <class T>
size_t network_bytes(const dynamic_shape& shape, uint32_t least_even_rows) noexcept;
/// Unless ok, `network` and the memory are unchanged.
template <class T>
status open_network(const dynamic_shape& given, const listed_activations<T>& listed,
                    const memory_block& memory, uint32_t least_even_rows,
                    opened_network<T>& network) noexcept;

/// The same for `samples` samples at a time. It is code of its own, so that a program that predicts
/// one sample at a time does not link it.
template <class T>
size_t batch_network_bytes(const dynamic_shape& shape, uint32_t samples) noexcept;
template <class T>
status open_batch_network(const dynamic_shape& shape, const listed_activations<T>& listed,
                          const memory_block& memory, const batch_entry<T>* batch, uint32_t samples,
                          opened_network<T>& network) noexcept;

/// predict() for one sample, and for samples in any order. w: parameter_count numbers.
template <class T>
status predict_dynamic_sample(const opened_network<T>& network, const T* w, const T* x,
                              T* y) noexcept;
template <class T>
status predict_dynamic(const opened_network<T>& network, const T* w, strided_samples<const T> x,
                       strided_samples<T> y, prediction_of what) noexcept;

/// The numbers of `parameters`, of a type with data() and size(), an array or a pointer; null when
/// there are not `count` of them.
template <class T>
constexpr T* dynamic_parameters(T* const& first, size_t, int) {
    return first;
}
template <class T, size_t Count>
constexpr T* dynamic_parameters(T (&all)[Count], size_t count, int) {
    return Count == count ? all : nullptr;
}
template <class Parameters, class = decltype(made<Parameters&>().size())>
constexpr auto dynamic_parameters(Parameters& all, size_t count, long) -> decltype(all.data()) {
    return all.size() == count ? all.data() : nullptr;
}

}  // namespace detail

/// A multilayer perceptron over T whose layers are numbers, not types: it is opened over memory of
/// the caller's, and knows the Activations of an activation_list. The parameters stay with the
/// caller, in the order of parameters_of: W1, b1, W2, b2, ... (network/parameters.hpp). An object
/// is a few words that refer to the memory. It holds the activations of a prediction, so each task
/// needs one of its own; parameters may be shared.
///
///     using any_network = dynamic_network<activation_list<relu, softmax>>;
///     const dynamic_layer layers[] = {{32, code_of<relu>()}, {4, code_of<softmax>()}};
///     const dynamic_shape shape{16, layers};
///     alignas(8) unsigned char memory[2048];  // at least any_network::bytes(shape)
///     any_network net;
///     status opened = net.open(shape, memory);
///     status predicted = net.predict(w, x, y);
///
/// Calls before open() has returned ok are status::unusable_shape.
template <class T, class Activations>
class basic_dynamic_network {
    using entries = detail::activation_entries<T, Activations>;

  public:
    using value_type = T;
    using activations = Activations;  ///< the list of those that it may meet

    /// What the address of the memory must be a multiple of.
    static constexpr size_t alignment = detail::block_alignment<T>;

    basic_dynamic_network() : opened_{} {}

    /// Bytes that open() wants to predict one sample at a time, or `samples` at a time; 0 for an
    /// unusable shape, and where a size_t does not hold them.
    static size_t bytes(const dynamic_shape& shape) noexcept {
        return detail::network_bytes<T>(shape, 1);
    }
    static size_t bytes(const dynamic_shape& shape, uint32_t samples) noexcept {
        return detail::batch_network_bytes<T>(shape, samples);
    }

    /// Opens the network for one sample at a time. The shape's layers must stay. May be called
    /// again with another shape. status::unusable_shape (network/dynamic_shape.hpp; also for a
    /// single output of softmax, which is always 1, and for an activation's parameter that it does
    /// not allow or have), unknown_type for an activation that is not
    /// listed, too_little_memory, misaligned_memory; the network is then as it was, and its memory
    /// too.
    status open(const dynamic_shape& shape, memory_block memory) noexcept {
        const status checked = check_parameters(shape);
        return checked == status::ok ? open_listed(shape, memory, entries::listed) : checked;
    }
    /// The same for `samples` samples at a time, at least 1; predict() takes any number of them.
    status open(const dynamic_shape& shape, memory_block memory, uint32_t samples) noexcept {
        const status checked = check_parameters(shape);
        return checked == status::ok
                   ? detail::open_batch_network<T>(shape, entries::listed, memory, entries::batch,
                                                   samples, opened_)
                   : checked;
    }

    bool is_open() const { return opened_.samples != nullptr; }
    /// What it was opened with.
    const dynamic_shape& shape() const { return opened_.shape; }
    /// 0 before the network is opened.
    size_t parameter_count() const { return opened_.parameter_count; }

    /// y = the network's outputs for x. w: the parameters, parameter_count() numbers: an array, a
    /// container or parameters_of a network (another count is status::bad_argument), or a pointer,
    /// whose length is not checked. x and y: a pointer or an array for one sample;
    /// sample_major(...) or feature_major(...), an array of two dimensions or a view for several. A
    /// square array can be read in both orders and is refused (bad_argument), as are samples that
    /// do not have the network's features. Everything else as in predict() of a network's type
    /// (network/predict.hpp), also the statuses; too_many_samples when samples lie features x
    /// samples and the network was opened for one sample at a time.
    template <class Parameters, class XSamples, class YSamples>
    status predict(const Parameters& w, const XSamples& x, YSamples&& y) const {
        return predict_as<prediction_of::activations>(w, x, y);
    }

    /// z = the last layer's weighted sums. The network must be opened for samples in batches
    /// (too_many_samples otherwise). Everything else as in predict().
    template <class Parameters, class XSamples, class YSamples>
    status predict_logits(const Parameters& w, const XSamples& x, YSamples&& z) const {
        return predict_as<prediction_of::logits>(w, x, z);
    }

    /// For the library's own use.
    const detail::opened_network<T>& opened() const { return opened_; }
    detail::opened_network<T>& opened() { return opened_; }
    /// open() with any list of activations, of a shape whose layers' parameters are finite.
    status open_listed(const dynamic_shape& shape, memory_block memory,
                       const detail::listed_activations<T>& all) noexcept {
        return detail::open_network<T>(shape, all, memory, 1, opened_);
    }

  private:
    static status check_parameters([[maybe_unused]] const dynamic_shape& shape) {
        if constexpr (Activations::takes_parameters) {
            return detail::check_parameters<T>(shape);
        } else {
            return status::ok;
        }
    }

    template <prediction_of What, class Parameters, class XSamples, class YSamples>
    status predict_as(const Parameters& w, const XSamples& x, YSamples& y) const {
        if (!is_open()) return status::unusable_shape;
        const T* const parameters = detail::dynamic_parameters(w, parameter_count(), 0);
        const auto from = detail::dynamic_samples_of<const T>(x, opened_.shape.inputs);
        const auto to = detail::dynamic_samples_of<T>(y, opened_.outputs());
        if (!parameters) return status::bad_argument;
        const status match = detail::matched(from, to);
        if (match != status::ok) return match;
        if constexpr (What == prediction_of::activations && detail::is_single<const XSamples> &&
                      detail::is_single<YSamples>) {
            return detail::predict_dynamic_sample<T>(opened_, parameters, from.all.first,
                                                     to.all.first);
        } else {
            return detail::predict_dynamic<T>(opened_, parameters, from.all, to.all, What);
        }
    }

    detail::opened_network<T> opened_;
};

/// The same with parameters and arithmetic in float.
template <class Activations>
using dynamic_network = basic_dynamic_network<float, Activations>;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
