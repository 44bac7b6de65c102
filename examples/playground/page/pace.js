// SPDX-License-Identifier: MIT
// How many steps a frame has, and how long frames take.

// Milliseconds of a frame's 16.7 that training may take, alone and before something is drawn, and that
// both may take together: the browser wants the rest, and what is drawn may take longer than before.
const ALONE_BUDGET = 8;
const TRAINING_BUDGET = 5;
const FRAME_BUDGET = 10;
const LONG = 6;  // for drawing: the next frame draws nothing
const FRAMES = 120;
const SLOW_EVERY = 6;  // frames

/** Steps of the frame with this number, after so many steps, at a speed that a visitor chose. Normal
    begins so that each step is seen. */
export function stepsOf(speed, frame, done) {
    if (speed === 'slow') return frame % SLOW_EVERY === 0 ? 1 : 0;
    if (speed === 'normal') return Math.min(20, 1 + Math.floor(done / 60));
    if (speed === 'fast') return 50;
    return Infinity;
}

export class Pace {
    #stepsPerMillisecond = 1;
    #hasDrawnLong = false;

    /** Whether a frame draws, whose pictures will take `drawing`: after one that took long there is one
        that trains alone. */
    draws(drawing) {
        const draws = !this.#hasDrawnLong;
        this.#hasDrawnLong = draws && drawing > LONG;
        return draws;
    }

    /** Trains `train(steps)` for as long as the budget lasts, at most `limit` steps. `drawing`: how long
        the frame's pictures will take; null without any. */
    trainWithinBudget(train, limit, drawing) {
        const budget = drawing === null ? ALONE_BUDGET
            : Math.max(1, Math.min(TRAINING_BUDGET, FRAME_BUDGET - drawing));
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
