// Instructions, stack and RAM of what a program asks of the library, one line each:
//     NETWORK JOB MEASURE NUMBER
#include "networks.hpp"
#include "platform.hpp"

namespace {

using namespace networks;

template <class Network>
struct work {
    static inline typename Network::parameters w;
    static inline typename Network::scratch scratch;
    static inline float x[Network::inputs];
    static inline float y[Network::outputs];
    static inline float target[Network::outputs];
    static inline teacher<Network> t;
    static inline picomlp::random source{1};
    static inline bool failed;

    [[gnu::noipa]] static void initialization() { initialize(w, he_normal{}, source); }
    [[gnu::noipa]] static void prediction() { failed = predict(w, scratch, x, y) != status::ok; }
    [[gnu::noipa]] static void training_step() { failed = !t.step(w, x, target).ok(); }

    static void prepare() {
        source = picomlp::random{1};
        for (float& feature : x) feature = uniform(source, -1.0F, 1.0F);
        for (float& value : target) value = uniform(source, -1.0F, 1.0F);
        t = teacher<Network>{{0.01F}};
    }

    static void line(const char* name, const char* job, const char* measure, uint32_t number) {
        using platform::print;
        print(name);
        print(" ");
        print(job);
        print(" ");
        print(measure);
        print(" ");
        print(number);
        print("\n");
    }

    /// The jobs in the order in which a program has them; then once more for the stack.
    static bool report(const char* name) {
        struct {
            const char* name;
            platform::job run;
        } const jobs[] = {
            {"initialize", initialization}, {"predict", prediction}, {"train", training_step}};
        prepare();
        for (const auto& job : jobs) {
            line(name, job.name, "instructions", platform::instructions_of(job.run));
            if (failed) return false;
        }
        prepare();
        for (const auto& job : jobs) {
            line(name, job.name, "stack", platform::stack_of(job.run));
            if (failed) return false;
        }
        line(name, "parameters", "ram", sizeof w);
        line(name, "predict", "ram", sizeof scratch);
        line(name, "train", "ram", sizeof t);
        return true;
    }
};

template <uint32_t Turns>
void turn() {
    platform::turn(Turns);
}

/// Loops of known length, for whoever reads to see that the counter counts.
void count_loops() {
    struct {
        const char* turns;
        platform::job run;
    } const loops[] = {{"1", turn<1>},
                       {"2", turn<2>},
                       {"3", turn<3>},
                       {"10", turn<10>},
                       {"1000", turn<1000>},
                       {"1001", turn<1001>},
                       {"1000000", turn<1000000>},
                       {"5000000", turn<5000000>},
                       {"20000000", turn<20000000>}};
    for (const auto& loop : loops) {
        work<small>::line("loop", loop.turns, "instructions", platform::instructions_of(loop.run));
    }
}

}  // namespace

int main() {
    count_loops();
    const bool passed = work<small>::report("2-10-5-1") && work<medium>::report("16-32-32-4") &&
                        work<large>::report("64-64-64-10");
    return passed ? 0 : 1;
}
