// SPDX-License-Identifier: MIT
// How many steps fit into a frame, and how long frames take.

const TRAINING_BUDGET = 6;  // milliseconds of a frame's 16.7; drawing and the browser want the rest
const FRAMES = 120;

export class Pace {
    #stepsPerMillisecond = 1;

    /** Trains `train(steps)` for as long as the budget lasts, at most `limit` steps. Where drawing took
        longer than a frame has, training gets half as much, for else it would hardly go on. */
    trainWithinBudget(train, limit, drawing) {
        const budget = Math.max(TRAINING_BUDGET, drawing / 2);
        const begin = performance.now();
        let left = limit;
        for (let spent = 0; left > 0 && spent < budget; spent = performance.now() - begin) {
            // A quarter at a time, so that a wrong guess does not cost a whole frame.
            const guess = Math.ceil(this.#stepsPerMillisecond * budget / 4);
            const steps = Math.min(left, guess);
            const before = performance.now();
            const done = train(steps);
            // Clocks of browsers are coarse: 0 means less than one of their ticks.
            const took = Math.max(performance.now() - before, 0.1);
            this.#stepsPerMillisecond = steps / took;
            left -= done;
            if (done < steps) break;
        }
    }
}

/** The last frames' times, in milliseconds. */
export class FrameTimes {
    #times = [];

    add(time) {
        this.#times.push(time);
        if (this.#times.length > FRAMES) this.#times.shift();
    }

    get count() {
        return this.#times.length;
    }

    median() {
        const sorted = [...this.#times].sort((a, b) => a - b);
        return sorted[sorted.length >> 1];
    }
}
