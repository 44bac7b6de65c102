#include "playground/choices.hpp"

namespace playground {

namespace {

constexpr const char* datasets[] = {"circles", "moons"};
constexpr const char* initializers[] = {"zeros", "random", "he", "xavier"};
constexpr const char* networks[] = {"2-4-1", "2-10-5-1", "2-20-3-1", "2-16-16-1", "2-8-8-8-8-1"};
constexpr const char* activations[] = {"relu", "tanh"};

template <uint32_t Count>
names all_of(const char* const (&name)[Count]) {
    return {name, Count};
}

}  // namespace

names names_of(choice what) {
    switch (what) {
        case choice::dataset:
            return all_of(datasets);
        case choice::initializer:
            return all_of(initializers);
        case choice::layers:
            return all_of(networks);
        case choice::activation:
            return all_of(activations);
    }
    return {nullptr, 0};
}

}  // namespace playground
