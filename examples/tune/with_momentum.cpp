#include "tune/compile_trainings.hpp"

namespace tune {

const compiled_trainings with_momentum = compiled_with<picomlp::momentum>();

}  // namespace tune
