// SPDX-License-Identifier: MIT
// A training that a visitor starts, watches and stops: at each frame some steps, then pictures and
// figures of what the network has become.

import {Bill} from 'playground/bill';
import {Boundary, mark} from 'playground/boundary';
import {CostCurve} from 'playground/cost_curve';
import {CostHistory, TestHistory} from 'playground/cost_history';
import {Dock} from 'playground/dock';
import {TEST_SET, loadEngine, loadNumbers} from 'playground/engine';
import {Figures} from 'playground/figures';
import {Histograms, setText} from 'playground/histograms';
import {Models} from 'playground/models';
import {Network} from 'playground/network';
import {complaintAbout} from 'playground/number_field';
import {FrameTimes, Pace, stepsOf} from 'playground/pace';
import {Plateau} from 'playground/plateau';
import {makePresets} from 'playground/presets';
import {Settings} from 'playground/settings';
import {whenColorsChange} from 'playground/sheet';
import {Turns} from 'playground/turns';

const STILL_FRAME = 500;  // milliseconds between pictures for whoever wishes for less motion

/** What Space is for while it has the focus: fields that are typed into, and where the focus came by
    keyboard, what has no other key. */
const TYPED = 'input[type="number"]';
const WANTS_SPACE = 'input[type="checkbox"], input[type="file"], select';

const get = id => document.getElementById(id);
const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

class Playground {
    #engine;
    #history = new CostHistory();
    #testHistory = new TestHistory();
    #plateau = new Plateau();
    #pace = new Pace();
    #frameTimes = new FrameTimes();
    #running = false;
    #target = Infinity;
    #command = '';  // of what is trained, whatever has been chosen since
    #changedAt = null;
    #lastDrawn = 0;
    #frames = 0;
    #focusCameByKeys = false;

    constructor(engine, costs, chips) {
        this.#engine = engine;
        this.settings = new Settings(engine, () => this.#restart(), () => this.#change(),
            complaint => this.#stop(complaint));
        this.boundary = new Boundary(engine, get('plane'), get('samples'));
        this.network = new Network(engine, get('network'), get('network-tip'));
        this.curve = new CostCurve(this.#history, this.#testHistory, get('cost-curve'));
        this.histograms = new Histograms(engine, get('layer-list'));
        this.figures = new Figures(engine, this.#frameTimes);
        this.models = new Models(engine, () => get('activation').value,
            () => this.#showInt8(), say);
        this.bill = new Bill(costs, chips);
        this.dock = new Dock(get('dock'), document.querySelector('.plane'),
            [get('plane'), get('samples')], () => get('run').click());
        this.turns = new Turns(
            [() => this.network.draw(), soonAgain => this.histograms.study(soonAgain),
             () => this.histograms.draw(), () => this.curve.draw()],
            [soonAgain => this.boundary.draw(soonAgain), () => this.#drawFigures()]);
        makePresets(get('presets'));
        this.#listen();
        get('instruction-set').textContent = engine.instructionSet();
        const complaint = this.settings.take(location.hash);
        this.#restart(false);
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
        // Asked for as it comes: any key makes the focus visible afterwards.
        document.addEventListener('focusin', event => {
            this.#focusCameByKeys = event.target.matches(':focus-visible');
        });
        document.addEventListener('keydown', event => {
            const {target} = event;
            if (event.key !== ' ' || target.matches(TYPED)) return;
            if (this.#focusCameByKeys && target.matches(WANTS_SPACE)) return;
            event.preventDefault();
            if (!event.repeat) get('run').click();
        });
        addEventListener('hashchange', () => this.#open(location.hash));
        whenColorsChange(() => this.#recolor());
    }

    // -- what a visitor asks for -----------------------------------------------------------------

    /** To the beginning, with what is chosen. Goes on running if it ran. */
    #restart(tellsAddress = true) {
        if (this.#refuses()) return;
        const chosen = this.settings.chosen();
        const complaint = this.#engine.start(chosen);
        if (complaint) return this.#stop(`These settings do not work: ${complaint}.`);
        this.#history.forget();
        this.#testHistory.forget();
        this.#plateau.forget();
        this.#changedAt = null;
        this.turns.begin();
        this.#command = this.settings.command();
        this.#showLink(tellsAddress);
        const words = this.settings.data.words();
        this.figures.begin(words);
        this.histograms.begin();
        this.boundary.renew();
        this.network.renew(this.boundary.extent, words.features);
        this.bill.show({sizes: [2, ...this.#engine.sizes()], activation: get('activation').value,
                        optimizer: get('optimizer').value,
                        learnsNumbers: this.#engine.learnsNumbers()});
        if (!this.#running) say('Ready.');
        this.#draw();
    }

    /** The address of the page is always a link to it as it is, but not a new entry of the browser's
        history. */
    #showLink(tellsAddress) {
        const link = this.settings.link();
        get('link').href = link;
        if (tellsAddress && location.hash !== link) history.replaceState(null, '', link);
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
        if (complaint) return this.#stop(`These settings do not work: ${complaint}.`);
        this.#showLink(true);
        this.#plateau.forget();
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
        this.#plateau.forget();
        if (this.#running) return;
        this.#running = true;
        this.#showButton();
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

    #showInt8() {
        this.boundary.showInt8(get('show-int8').checked);
        this.models.draw();
        this.dock.draw();
    }

    // -- what happens ----------------------------------------------------------------------------

    #stop(why) {
        this.#running = false;
        this.#showButton();
        say(why);
        this.#draw();
    }

    #showButton() {
        for (const button of [get('run'), get('dock').querySelector('button')]) {
            setText(button, this.#running ? 'Pause' : 'Run');
        }
        get('step').disabled = this.#running;
    }

    #failure() {
        return `Stopped at iteration ${this.#engine.stepsDone()}: ${this.#engine.outcome()}.`;
    }

    #train(steps) {
        const costs = this.#engine.train(steps);
        this.#history.add(costs);
        this.#plateau.add(costs);
        // Where a frame trains many steps, the curve needs more points than there are frames.
        this.#testHistory.add(this.#engine.stepsDone(), this.#engine.cost(TEST_SET));
        return costs.length;
    }

    #frame() {
        if (!this.#running) return;
        const begin = performance.now();
        const left = this.#target - this.#engine.stepsDone();
        // Whoever wants a number of iterations wants them done.
        const speed = this.#target < Infinity ? '' : get('speed').value;
        const steps = stepsOf(speed, this.#frames++, this.#engine.stepsDone());
        const drawing = this.turns.expected();
        const draws = lessMotion.matches ? begin - this.#lastDrawn >= STILL_FRAME
            : this.#pace.draws(drawing);
        this.#pace.trainWithinBudget(count => this.#train(count), Math.min(steps, left),
            draws ? drawing : null);
        if (this.#engine.outcome()) return this.#stop(this.#failure());
        if (this.#engine.stepsDone() >= this.#target) {
            return this.#stop(`Trained to iteration ${this.#target}.`);
        }
        if (this.#target === Infinity && get('plateau').checked && this.#plateau.isReached()) {
            return this.#stop(`Stopped at iteration ${this.#engine.stepsDone()}: in the last ` +
                `${this.#plateau.steps} the cost hardly fell. Run goes on.`);
        }
        if (draws) {
            this.#lastDrawn = begin;
            this.turns.drawNext();
            this.#drawSmall();
        }
        this.#frameTimes.add(performance.now() - begin);
        requestAnimationFrame(() => this.#frame());
    }

    // -- what is seen ----------------------------------------------------------------------------

    #draw() {
        this.turns.drawAll();
        this.#drawSmall();
    }

    /** What takes no time when nothing has changed. */
    #drawSmall() {
        this.dock.draw();
        this.models.draw();
        this.#drawCommand();
    }

    #drawFigures() {
        this.#testHistory.add(this.#engine.stepsDone(), this.figures.draw());
    }

    #drawCommand() {
        this.figures.drawCommand(
            {command: this.#command, changedAt: this.#changedAt, running: this.#running});
    }

    #recolor() {
        this.settings.data.drawThumbnails();
        for (const canvas of document.querySelectorAll('.legend .mark')) {
            const context = canvas.getContext('2d');
            context.clearRect(0, 0, 32, 32);
            mark(context, Number(canvas.dataset.label), 16, 16, 10);
        }
        this.boundary.renew();
        this.network.renew(this.boundary.extent, this.settings.data.words().features);
        this.#draw();
    }
}

/** Read out by screen readers, so it is for what happens rarely. */
function say(sentence) {
    setText(get('message'), sentence);
}

try {
    new Playground(await loadEngine(), await loadNumbers('bill.json'), await loadNumbers('chips.json'));
} catch (error) {
    say(`This page does not work here: ${error.message}`);
    throw error;
}
