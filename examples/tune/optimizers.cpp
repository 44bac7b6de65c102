#include "tune/optimizers.hpp"

namespace tune {

const char* name_of(optimizer which) {
    switch (which) {
        case optimizer::gradient_descent:
            return "gradient_descent";
        case optimizer::momentum:
            return "momentum";
        case optimizer::adam:
            return "adam";
    }
    return "";
}

}  // namespace tune
