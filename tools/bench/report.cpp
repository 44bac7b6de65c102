// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace bench {

namespace {

#ifdef __clang__
constexpr const char* compiler = __VERSION__;  // begins with its name
#else
constexpr const char* compiler = "gcc " __VERSION__;
#endif

const char* precision_name(bool is_double) { return is_double ? "double" : "float"; }

std::string readable(double seconds) {
    char text[32];
    const char* const unit[] = {"s", "ms", "us", "ns"};
    int k = 0;
    for (; k < 3 && seconds < 1; ++k) seconds *= 1000;
    std::snprintf(text, sizeof text, "%.4g %s", seconds, unit[k]);
    return text;
}

// Every string here is a name of this program's own, without quotes or backslashes.
void write(std::FILE* file, const measurement& result) {
    std::fprintf(file,
                 "    {\"job\": \"%s\", \"variant\": \"%s\", \"description\": \"%s\",\n"
                 "     \"timed\": \"%s\", \"work\": %.17g, \"rate\": \"%s\",\n"
                 "     \"multiply_adds\": %.17g,\n",
                 result.facts.name.c_str(), result.variant.c_str(),
                 result.facts.description.c_str(), result.facts.timed.c_str(), result.facts.work,
                 result.facts.rate, result.facts.multiply_adds);
    // JSON has no NaN.
    if (std::isfinite(result.check)) {
        std::fprintf(file, "     \"check\": %.17g, ", result.check);
    } else {
        std::fprintf(file, "     \"check\": null, ");
    }
    std::fprintf(file, "\"tolerance\": %g,\n     \"seconds\": [", result.facts.tolerance);
    const char* separator = "";
    for (const double seconds : result.seconds) {
        std::fprintf(file, "%s%.9g", separator, seconds);
        separator = ", ";
    }
    std::fprintf(file, "]}");
}

}  // namespace

void print_heading(const contender& who, bool is_double) {
    std::printf("%s, %s, %s%s%s, one thread; medians\n", who.name.c_str(),
                who.instruction_set.c_str(), precision_name(is_double),
                who.rounding.empty() ? "" : ", rounding ", who.rounding.c_str());
    std::printf("%-30s %-26s %14s %8s %22s %18s\n", "job", "variant", "time", "spread", "rate",
                "check");
}

void print_line(const measurement& result) {
    const double middle = median(result.seconds);
    const auto [least, most] = std::minmax_element(result.seconds.begin(), result.seconds.end());
    char rate[32];
    std::snprintf(rate, sizeof rate, "%.4g %s", result.facts.work / middle, result.facts.rate);
    std::printf("%-30s %-26s %14s %6.1f %% %22s %18.10g\n", result.facts.name.c_str(),
                result.variant.c_str(), readable(middle).c_str(), 100 * (*most - *least) / middle,
                rate, result.check);
    std::fflush(stdout);
}

bool write_json(const std::string& name, const contender& who, bool is_double,
                const std::vector<measurement>& results) {
    std::FILE* const file = std::fopen(name.c_str(), "w");
    if (!file) return false;
    std::fprintf(file,
                 "{\n  \"contender\": \"%s\",\n  \"instruction_set\": \"%s\",\n"
                 "  \"rounding\": \"%s\",\n  \"precision\": \"%s\",\n"
                 "  \"compiler\": \"%s\",\n  \"results\": [\n",
                 who.name.c_str(), who.instruction_set.c_str(), who.rounding.c_str(),
                 precision_name(is_double), compiler);
    for (const measurement& result : results) {
        if (&result != &results.front()) std::fprintf(file, ",\n");
        write(file, result);
    }
    std::fprintf(file, "\n  ]\n}\n");
    const bool written = !std::ferror(file);
    const bool closed = std::fclose(file) == 0;
    if (written && closed) return true;
    std::remove(name.c_str());
    return false;
}

}  // namespace bench
