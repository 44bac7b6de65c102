// What a visitor of the playground chooses among.
#pragma once

#include <stdint.h>

#include "course/points.hpp"

namespace playground {

enum class start { zeros, random, he, xavier };  ///< the course's, by NumPy's generator
enum class layers { small, course, regularization, wide, deep };
enum class hidden { relu, tanh };  ///< activation of all layers but the last

/// Things to choose: each has `count` names, in the order of its enumerators.
enum class choice : uint32_t { dataset, initializer, layers, activation };
inline constexpr uint32_t choices = 4;

struct names {
    const char* const* name;
    uint32_t count;
};

/// "circles", "moons"; "zeros", ...; "2-10-5-1", ...; "relu", ...
names names_of(choice what);

/// What may change while a training goes on.
struct rates {
    float learning_rate = 0.1F;
    float l2 = 0;    ///< lambda; 0 for none
    float keep = 1;  ///< dropout's probability of keeping a hidden unit; 1 for no dropout
};

struct settings {
    course::dataset dataset = course::dataset::circles;
    start initializer = start::he;
    layers network = layers::course;
    hidden activation = hidden::relu;
    uint32_t seed = 3;  ///< of the parameters, and of dropout's masks
    rates chosen;
};

}  // namespace playground
