#include "tune/compile_trainings.hpp"

namespace tune {

const compiled_trainings with_adam = compiled_with<picomlp::adam>();

}  // namespace tune
