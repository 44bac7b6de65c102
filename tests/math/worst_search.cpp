// SPDX-License-Identifier: MIT
// Looks for the largest errors where sampling does not find them: climbs from many starts.
//     worst_search float|double SECONDS [MEASURE...]
// Prints for each measure of measures.hpp the arguments of its largest errors, for golden/worst.py,
// and fails when an error exceeds its stated bound.
//
// A measure's arguments are counted through in their order, so that neighbours differ by one. A
// pool of points is filled with the best of many random ones. A point climbs by steps of every
// length, from one neighbour to half the number line, and gives its place to a new one when steps
// no longer help. Errors are first counted in long double, a hundred times faster than MPFR, which
// counts again those that are reported. The points of the last search are starts, too.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <vector>

#include "formulas.hpp"
#include "golden/worst.hpp"
#include "measures.hpp"

using namespace testing;

namespace {

using testing::measures::bits_type;
using testing::measures::measure;

struct point {
    int64_t place;
    double error;
};

/// A measure with its arguments put in order.
template <class T>
class ordered {
  public:
    explicit ordered(const measure<T>& m)
        : measure_(m),
          estimate_(testing::formulas::find_formula<long double>(m.name)),
          truth_(testing::formulas::find_formula<mpfr_number>(m.name)),
          low_(place_of(static_cast<T>(m.domain.low))),
          high_(place_of(static_cast<T>(m.domain.high))) {}

    bool known() const { return estimate_ != nullptr && truth_ != nullptr; }
    int64_t low() const { return low_; }
    int64_t high() const { return high_; }

    int64_t place_of_bits(bits_type<T> bits) const {
        if (measure_.computed_of_turn) return static_cast<signed_bits>(bits);
        return bits & sign_bit ? -static_cast<int64_t>(bits & ~sign_bit)
                               : static_cast<int64_t>(bits);
    }
    bits_type<T> bits_at(int64_t place) const {
        if (measure_.computed_of_turn) return static_cast<bits_type<T>>(place);
        return place < 0 ? static_cast<bits_type<T>>(-place) | sign_bit
                         : static_cast<bits_type<T>>(place);
    }

    /// A random place: half of them evenly among the numbers of T, half evenly along the line.
    int64_t random_place(std::mt19937_64& random) const {
        std::uniform_int_distribution<int64_t> any(low_, high_);
        if (measure_.computed_of_turn) return any(random) >> (random() & 1 ? random() % 60 : 0);
        if (random() & 1) return any(random);
        const double part = std::ldexp(static_cast<double>(random() >> 11), -53);
        const double x = measure_.domain.low * (1 - part) + measure_.domain.high * part;
        return std::clamp(place_of(static_cast<T>(x)), low_, high_);
    }

    /// In long double, or with MPFR where that has no digits to spare; -1 where it is no number.
    double estimate(int64_t place) const {
        if (std::numeric_limits<long double>::digits < 64) return error(place);
        const bits_type<T> bits = bits_at(place);
        const long double truth = estimate_(argument<long double>(place));
        const double nearest = static_cast<double>(truth);
        const long double rest = truth - static_cast<long double>(nearest);
        return counted(bits, nearest,
                       static_cast<double>(std::ldexp(rest, -exponent_of_spacing(nearest))));
    }

    /// With MPFR.
    double error(int64_t place) const {
        const mpfr_number truth = truth_(argument<mpfr_number>(place));
        const double nearest = truth.nearest();
        if (!std::isfinite(nearest)) return -1;
        const mpfr_number rest = (truth - nearest) / spacing(nearest, 53, -1074);
        return counted(bits_at(place), nearest, rest.nearest());
    }

  private:
    using signed_bits = std::make_signed_t<bits_type<T>>;
    static constexpr bits_type<T> sign_bit = bits_type<T>(1) << (sizeof(T) * 8 - 1);

    static int exponent_of_spacing(double value) {
        return std::max(value == 0 ? -1074 : std::ilogb(value) - 52, -1074);
    }

    int64_t place_of(T x) const {
        if (measure_.computed_of_turn)
            return static_cast<int64_t>(std::ldexp(static_cast<double>(x), sizeof(T) * 8));
        return place_of_bits(bits_of(x));
    }

    double counted(bits_type<T> bits, double nearest, double rest) const {
        if (!std::isfinite(nearest)) return -1;
        const double x =
            measure_.computed_of_turn ? 0 : double(testing::measures::number_of<T>(bits));
        return testing::measures::error(measure_, x, measure_.at(bits), nearest, rest);
    }

    template <class Real>
    Real argument(int64_t place) const {
        if (measure_.computed_of_turn)
            return testing::formulas::integer<Real>(place) /
                   Real(std::ldexp(1.0, sizeof(T) * 8 - 2));
        return Real(static_cast<double>(testing::measures::number_of<T>(bits_at(place))));
    }

    const measure<T>& measure_;
    testing::formulas::formula_function<long double> estimate_;
    testing::formulas::formula_function<mpfr_number> truth_;
    int64_t low_;
    int64_t high_;
};

struct search_result {
    std::vector<point> worst;  ///< with MPFR, the largest error first
    uint64_t count = 0;        ///< arguments tried
};

template <class T>
class climber {
  public:
    climber(const ordered<T>& m, const std::vector<int64_t>& starts, uint64_t seed)
        : measure_(m), random_(seed) {
        for (const int64_t start : starts) found_.push_back(tried(start));
    }

    search_result run(double seconds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
        std::vector<climb> pool(pool_size);
        for (climb& c : pool) c = begin();
        while (std::chrono::steady_clock::now() < end) {
            for (climb& c : pool) {
                for (int i = 0; i < steps_in_turn; ++i) step(c);
                if (c.in_vain < patience) continue;
                keep(c.at);
                c = begin();
            }
        }
        for (const climb& c : pool) keep(c.at);
        search_result result;
        for (const point& p : found_) result.worst.push_back({p.place, measure_.error(p.place)});
        std::sort(result.worst.begin(), result.worst.end(), larger);
        result.count = count_;
        return result;
    }

  private:
    static constexpr size_t pool_size = 64;
    static constexpr size_t kept = 48;
    static constexpr int steps_in_turn = 256;
    static constexpr int patience = 16384;
    static constexpr int first_draws = 2048;

    struct climb {
        point at;
        int in_vain;
    };

    static bool larger(const point& a, const point& b) { return a.error > b.error; }

    point tried(int64_t place) {
        ++count_;
        return {place, measure_.estimate(place)};
    }

    int64_t moved(int64_t place, int longest) {
        const uint64_t mask = ~uint64_t{0} >> (63 - random_() % static_cast<uint64_t>(longest));
        const uint64_t distance = random_() & mask;
        const auto from = static_cast<uint64_t>(place);
        if (random_() & 1)
            return distance < static_cast<uint64_t>(measure_.high()) - from
                       ? static_cast<int64_t>(from + distance)
                       : measure_.high();
        return distance < from - static_cast<uint64_t>(measure_.low())
                   ? static_cast<int64_t>(from - distance)
                   : measure_.low();
    }

    /// The best of many random points; every other time of points about one that was found, rather
    /// about one of the largest errors.
    climb begin() {
        const bool about = !found_.empty() && random_() & 1;
        const size_t among = about ? 1 + random_() % found_.size() : 1;
        const int64_t centre = about ? found_[random_() % among].place : 0;
        point best{measure_.low(), -1};
        for (int i = 0; i < first_draws; ++i) {
            const point p = tried(about ? moved(centre, 50) : measure_.random_place(random_));
            if (p.error > best.error) best = p;
        }
        return {best, 0};
    }

    void step(climb& c) {
        const point p = tried(moved(c.at.place, 62));
        ++c.in_vain;
        if (p.error > c.at.error) c = {p, 0};
    }

    /// One of the largest errors so far, unless its place is there.
    void keep(const point& p) {
        for (const point& other : found_)
            if (other.place == p.place) return;
        found_.push_back(p);
        std::sort(found_.begin(), found_.end(), larger);
        if (found_.size() > kept) found_.pop_back();
    }

    const ordered<T>& measure_;
    std::mt19937_64 random_;
    std::vector<point> found_;
    uint64_t count_ = 0;
};

constexpr size_t printed = 3;

/// Looks for the largest errors of one measure; false when one exceeds the bound.
template <class T>
bool search(const measure<T>& m, const char* form, double seconds, uint64_t seed) {
    const ordered<T> ordered_measure(m);
    if (!ordered_measure.known()) {
        std::fprintf(stderr, "formulas.hpp has no %s\n", m.name);
        return false;
    }
    std::vector<int64_t> starts;
    for (const golden::worst_point& p : golden::worst_points)
        if (std::strcmp(p.measure, m.name) == 0 && std::strcmp(p.form, form) == 0)
            starts.push_back(ordered_measure.place_of_bits(static_cast<bits_type<T>>(p.argument)));
    const search_result result = climber<T>(ordered_measure, starts, seed).run(seconds);
    for (size_t i = 0; i < result.worst.size() && i < printed; ++i)
        std::printf("%s %s 0x%llx %.5f\n", form, m.name,
                    static_cast<unsigned long long>(ordered_measure.bits_at(result.worst[i].place)),
                    result.worst[i].error);
    std::fflush(stdout);
    const double worst = result.worst.front().error;
    std::fprintf(stderr, "%-6s %-30s largest error %.4f, bound %.4g, of %.3g arguments%s\n", form,
                 m.name, worst, m.bound(), static_cast<double>(result.count),
                 worst <= m.bound() ? "" : ": EXCEEDED");
    return worst <= m.bound();
}

template <class T>
int search_all(const char* form, double seconds, uint64_t seed, char** names, char** names_end) {
    bool good = true;
    for (char** name = names; name != names_end; ++name)
        if (testing::measures::find<T>(*name) == nullptr) {
            std::fprintf(stderr, "no measure %s\n", *name);
            return 2;
        }
    for (const measure<T>& m : testing::measures::all<T>) {
        const bool named = std::find_if(names, names_end, [&m](const char* name) {
                               return std::strcmp(name, m.name) == 0;
                           }) != names_end;
        if (named || names == names_end) good &= search(m, form, seconds, seed);
    }
    return good ? 0 : 1;
}

}  // namespace

int main(int argument_count, char** arguments) {
    const bool in_float = argument_count > 1 && std::strcmp(arguments[1], "float") == 0;
    const bool in_double = argument_count > 1 && std::strcmp(arguments[1], "double") == 0;
    const double seconds = argument_count > 2 ? std::strtod(arguments[2], nullptr) : 0;
    if (in_float == in_double || !(seconds > 0)) {
        std::fprintf(stderr, "usage: worst_search float|double SECONDS [MEASURE...]\n");
        return 2;
    }
    char** const names = arguments + 3;
    char** const names_end = arguments + argument_count;
    const uint64_t seed = std::random_device()();
    return in_float ? search_all<float>("float", seconds, seed, names, names_end)
                    : search_all<double>("double", seconds, seed, names, names_end);
}
