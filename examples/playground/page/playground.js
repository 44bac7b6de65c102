// SPDX-License-Identifier: MIT
// A training that a visitor starts, watches and stops: at each frame as many steps as fit, then
// pictures and figures of what the network has become.

import {Boundary, mark} from 'playground/boundary';
import {CostCurve} from 'playground/cost_curve';
import {CostHistory} from 'playground/cost_history';
import {TEST_SET, TRAINING_SET, loadEngine} from 'playground/engine';
import {Histograms, setText} from 'playground/histograms';
import {complaintAbout} from 'playground/number_field';
import {FrameTimes, Pace} from 'playground/pace';
import {Settings} from 'playground/settings';
import {whenColorsChange} from 'playground/sheet';

const STILL_FRAME = 500;  // milliseconds between pictures for whoever wishes for less motion
const CONTROLS = 'button, input, select, summary, a';

const get = id => document.getElementById(id);
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

class Playground {
    #engine;
    #history = new CostHistory();
    #pace = new Pace();
    #frameTimes = new FrameTimes();
    #running = false;
    #target = Infinity;
    #command = '';  // of what is trained, whatever has been chosen since
    #changedAt = null;
    #lastDrawn = 0;
    #drawingTook = 0;

    constructor(engine) {
        this.#engine = engine;
        this.settings = new Settings(engine, () => this.#restart(), () => this.#change());
        this.boundary = new Boundary(engine, get('plane'), get('samples'));
        this.curve = new CostCurve(this.#history, get('cost-curve'));
        this.histograms = new Histograms(engine, get('layer-list'));
        this.#listen();
        get('instruction-set').textContent = engine.instructionSet();
        const complaint = this.settings.take(location.hash);
        this.#restart();
        this.#recolor();
        if (complaint) say(complaint);
    }

    #listen() {
        get('run').addEventListener('click', () => this.#running ? this.#pause() : this.#run(Infinity));
        get('step').addEventListener('click', () => this.#step());
        get('reset').addEventListener('click', () => this.#restart());
        get('train-to').addEventListener('submit', event => {
            event.preventDefault();
            this.#trainTo(get('iterations').valueAsNumber);
        });
        get('iterations').addEventListener('invalid', event => {
            event.preventDefault();
            say(complaintAbout(event.target, 'The number of iterations'));
            event.target.focus();
        });
        get('show-test').addEventListener('change',
            event => this.boundary.showTest(event.target.checked));
        get('logarithmic').addEventListener('change',
            event => this.curve.makeLogarithmic(event.target.checked));
        document.addEventListener('keydown', event => {
            if (event.key !== ' ' || event.target.closest(CONTROLS)) return;
            event.preventDefault();
            get('run').click();
        });
        addEventListener('hashchange', () => this.#open(location.hash));
        whenColorsChange(() => this.#recolor());
    }

    // -- what a visitor asks for -----------------------------------------------------------------

    /** To the beginning, with what is chosen. Goes on running if it ran. */
    #restart() {
        if (this.#refuses()) return;
        const complaint = this.#engine.start(this.settings.chosen());
        if (complaint) return this.#stop(`These settings cannot be: ${complaint}.`);
        this.#history.forget();
        this.#changedAt = null;
        this.#command = this.settings.command();
        get('link').href = this.settings.link();
        setText(get('parameter-count'), String(this.#engine.parameterCount()));
        this.boundary.renew();
        if (!this.#running) say('Ready.');
        this.#draw();
    }

    /** A link, unless it is that of the page as it is. */
    #open(link) {
        if (link === get('link').getAttribute('href')) return;
        const complaint = this.settings.take(link);
        if (complaint) this.#stop(complaint);
        else this.#restart();
    }

    #change() {
        if (this.#refuses()) return;
        const complaint = this.#engine.change(this.settings.chosen());
        if (complaint) return this.#stop(`These settings cannot be: ${complaint}.`);
        get('link').href = this.settings.link();
        if (this.#engine.stepsDone() > 0) this.#changedAt ??= this.#engine.stepsDone();
        else this.#command = this.settings.command();
        if (!this.#running) this.#draw();
    }

    /** Whether a field holds what cannot be, which ends a training and is said. What is valid when it
        is mended begins anew. */
    #refuses() {
        const complaint = this.settings.complaint();
        // Beside the fields too: on a telephone the message is a screen away.
        setText(get('complaint'), complaint);
        if (complaint) this.#stop(complaint);
        return complaint !== '';
    }

    #run(target) {
        if (this.#refuses()) return;
        this.#target = target;
        if (this.#running) return;
        this.#running = true;
        get('run').textContent = 'Pause';
        get('step').disabled = true;
        say('Training.');
        this.#drawCommand();
        requestAnimationFrame(() => this.#frame());
    }

    #trainTo(iterations) {
        if (this.#refuses()) return;
        if (this.#engine.stepsDone() > iterations) this.#restart();
        this.#run(iterations);
    }

    #pause() {
        this.#stop(`Paused at iteration ${this.#engine.stepsDone()}.`);
    }

    #step() {
        if (this.#refuses()) return;
        this.#train(1);
        this.#stop(this.#engine.outcome() ? this.#failure() : 'One step.');
    }

    // -- what happens ----------------------------------------------------------------------------

    #stop(why) {
        this.#running = false;
        get('run').textContent = 'Run';
        get('step').disabled = false;
        say(why);
        this.#draw();
    }

    #failure() {
        return `Stopped at iteration ${this.#engine.stepsDone()}: ${this.#engine.outcome()}.`;
    }

    #train(steps) {
        const costs = this.#engine.train(steps);
        this.#history.add(costs);
        return costs.length;
    }

    #frame() {
        if (!this.#running) return;
        const begin = performance.now();
        const left = this.#target - this.#engine.stepsDone();
        const fixed = Number(get('speed').value);
        if (left > 0 && fixed) this.#train(Math.min(fixed, left));
        if (left > 0 && !fixed) {
            this.#pace.trainWithinBudget(steps => this.#train(steps), left, this.#drawingTook);
        }
        if (this.#engine.outcome()) return this.#stop(this.#failure());
        if (this.#engine.stepsDone() >= this.#target) {
            return this.#stop(`Trained to iteration ${this.#target}.`);
        }
        if (!lessMotion.matches || begin - this.#lastDrawn >= STILL_FRAME) {
            this.#lastDrawn = begin;
            const trained = performance.now();
            this.#draw(true);
            this.#drawingTook = performance.now() - trained;
        }
        this.#frameTimes.add(performance.now() - begin);
        requestAnimationFrame(() => this.#frame());
    }

    // -- what is seen ----------------------------------------------------------------------------

    #draw(soonAgain = false) {
        this.boundary.draw(soonAgain);
        this.curve.draw();
        this.histograms.draw();
        this.#drawFigures();
    }

    #drawFigures() {
        const engine = this.#engine;
        const percent = set => `${(100 * engine.accuracy(set)).toFixed(1)} %`;
        setText(get('iteration'), String(engine.stepsDone()));
        setText(get('cost'), engine.cost(TRAINING_SET).toPrecision(4));
        setText(get('training-accuracy'), percent(TRAINING_SET));
        setText(get('test-accuracy'), percent(TEST_SET));
        setText(get('crc'), engine.crc());
        if (this.#frameTimes.count > 0) {
            setText(get('frame-time'), `${this.#frameTimes.median().toFixed(1)} ms`);
            get('frame-time').dataset.frames = this.#frameTimes.count;
        }
        this.#drawCommand();
    }

    /** Only where it gives the CRC that is shown, and not while that changes at every frame. */
    #drawCommand() {
        const steps = this.#engine.stepsDone();
        const isTrue = !this.#running && this.#changedAt === null;
        get('command').parentElement.hidden = !isTrue;
        setText(get('command'), isTrue ? `${this.#command} --steps ${steps}` : '');
        setText(get('same-note'),
            isTrue ? 'This prints the CRC that stands above:'
            : this.#changedAt === null ? 'Pause, and here stands the command that prints the CRC above.'
            : `You changed settings at iteration ${this.#changedAt}, so that no one command repeats ` +
              `this training. Press Reset, then train to ${steps}, for one that a command repeats.`);
    }

    #recolor() {
        this.settings.drawThumbnails();
        for (const canvas of document.querySelectorAll('.legend .mark')) {
            const context = canvas.getContext('2d');
            context.clearRect(0, 0, 32, 32);
            mark(context, Number(canvas.dataset.label), 16, 16, 10);
        }
        this.boundary.renew();
        this.#draw();
    }
}

/** Read out by screen readers, so it is for what happens rarely. */
function say(sentence) {
    setText(get('message'), sentence);
}

try {
    new Playground(await loadEngine());
} catch (error) {
    say(`This page does not work here: ${error.message}`);
    throw error;
}
