#include "tune/shapes.hpp"

namespace tune {

const char* name_of(hidden_layers which) {
    switch (which) {
        case hidden_layers::of_8:
            return "8";
        case hidden_layers::of_16_8:
            return "16-8";
        case hidden_layers::of_32_16:
            return "32-16";
    }
    return "";
}

}  // namespace tune
