#include "picomlp/study/verdict.hpp"

namespace picomlp {
inline namespace PICOMLP_PROFILE {

namespace {

template <class T>
T size_of(const layer_statistics<T>& gradients) {
    const T magnitude = gradients.mean < T(0) ? -gradients.mean : gradients.mean;
    return magnitude + gradients.standard_deviation;
}

template <class T>
bool more_than_tenfold(T large, T small) {
    return large / T(10) > small;
}

}  // namespace

const char* name_of(verdict health) noexcept {
    switch (health) {
        case verdict::healthy:
            return "healthy";
        case verdict::symmetric:
            return "symmetric";
        case verdict::dead:
            return "dead";
        case verdict::saturated:
            return "saturated";
        case verdict::exploding:
            return "exploding";
        case verdict::vanishing:
            return "vanishing";
        case verdict::too_few_samples:
            return "too_few_samples";
    }
    return "unknown";
}

const char* describe(verdict health) noexcept {
    switch (health) {
        case verdict::healthy:
            return "signals and gradients keep their size";
        case verdict::symmetric:
            return "all units are the same and will stay the same";
        case verdict::dead:
            return "most units are 0 for every sample";
        case verdict::saturated:
            return "many activations are at their limits, where slopes are flat";
        case verdict::exploding:
            return "signals or gradients have grown more than tenfold";
        case verdict::vanishing:
            return "signals or gradients have shrunk more than tenfold";
        case verdict::too_few_samples:
            return "too few samples to tell: give it 16 or more";
    }
    return "unknown verdict";
}

template <class T>
verdict judge(const layer_evidence<T>& evidence) noexcept {
    const layer_statistics<T>& activations = evidence.activations;
    const layer_statistics<T>& gradients = evidence.gradients;
    if (activations.samples < least_samples) {
        const bool left = activations.out_of_range > 0 || gradients.out_of_range > 0;
        return left ? verdict::exploding : verdict::too_few_samples;
    }
    if (evidence.same_parameters && gradients.alike) return verdict::symmetric;
    if (activations.dead_units > activations.units / 2) return verdict::dead;
    if (activations.saturated > activations.units * activations.samples / 3) {
        return verdict::saturated;
    }

    const T signal = activations.signal_deviation;
    const T signal_before = evidence.inputs.signal_deviation;
    const T gradient = size_of(gradients);
    const T gradient_behind = size_of(evidence.last_gradients);
    const bool compare_signals = signal_before > T(0);
    const bool compare_gradients = gradient_behind > T(0);
    if (activations.out_of_range > 0 || gradients.out_of_range > 0 ||
        (compare_signals && more_than_tenfold(signal, signal_before)) ||
        (compare_gradients && more_than_tenfold(gradient, gradient_behind))) {
        return verdict::exploding;
    }
    if ((compare_signals && more_than_tenfold(signal_before, signal)) ||
        (compare_gradients && more_than_tenfold(gradient_behind, gradient))) {
        return verdict::vanishing;
    }
    return verdict::healthy;
}

template verdict judge(const layer_evidence<float>&) noexcept;
template verdict judge(const layer_evidence<double>&) noexcept;

}  // namespace PICOMLP_PROFILE
}  // namespace picomlp
