// Somebody's program: uses the installed library and nothing of its build.
#include <cstdio>
#include <cstring>

#include "picomlp/base/status.hpp"

int main() {
    const char* text = picomlp::describe(picomlp::status::no_samples);
    std::printf("%s\n", text);
    return std::strcmp(text, "no samples") == 0 ? 0 : 1;
}
