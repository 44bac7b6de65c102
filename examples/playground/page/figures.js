// SPDX-License-Identifier: MIT
// Numbers beside the plane, words for what they count, and the command that comes to the same.

import {TEST_SET, TRAINING_SET} from 'playground/engine';
import {setText} from 'playground/histograms';

const get = id => document.getElementById(id);

export class Figures {
    #engine;
    #frameTimes;

    constructor(engine, frameTimes) {
        this.#engine = engine;
        this.#frameTimes = frameTimes;
    }

    /** At the beginning of a training. words: {classes}, of the data set. */
    begin({classes}) {
        const isNumbers = this.#engine.learnsNumbers();
        setText(get('training-words'), isNumbers ? 'training R²' : 'training accuracy');
        setText(get('test-words'), isNumbers ? 'test R²' : 'test accuracy');
        setText(get('class-0'), isNumbers ? 'below 0' : classes[0]);
        setText(get('class-1'), isNumbers ? 'above 0' : classes[1]);
        setText(get('line-words'), isNumbers ? 'y = 0' : 'undecided');
        setText(get('cost-unit'), isNumbers ? 'mean squared error' : 'nats per sample');
        setText(get('parameter-count'), String(this.#engine.parameterCount()));
    }

    /** The test cost. */
    draw() {
        const engine = this.#engine;
        const isNumbers = engine.learnsNumbers();
        const score = set => isNumbers ? engine.score(set).toFixed(3)
                                       : `${(100 * engine.score(set)).toFixed(1)} %`;
        const testCost = engine.cost(TEST_SET);
        setText(get('iteration'), String(engine.stepsDone()));
        setText(get('cost'), engine.cost(TRAINING_SET).toPrecision(4));
        setText(get('test-cost'), testCost.toPrecision(4));
        setText(get('training-accuracy'), score(TRAINING_SET));
        setText(get('test-accuracy'), score(TEST_SET));
        setText(get('crc'), engine.crc());
        setText(get('dock-iteration'), `iteration ${engine.stepsDone()}`);
        setText(get('dock-cost'), `test ${score(TEST_SET)}`);
        if (this.#frameTimes.count > 0) {
            setText(get('frame-time'), `${this.#frameTimes.median().toFixed(1)} ms`);
            get('frame-time').dataset.frames = this.#frameTimes.count;
        }
        return testCost;
    }

    /** Only where it gives the CRC that is shown, and not while that changes at every frame. */
    drawCommand({command, changedAt, running}) {
        const steps = this.#engine.stepsDone();
        const isTrue = !running && changedAt === null;
        get('command').parentElement.hidden = !isTrue;
        showCommand(get('command'), isTrue ? `${command} --steps ${steps}` : '');
        setText(get('same-note'),
            isTrue ? 'In picomlp’s folder, after Meson has built the examples, this command prints the ' +
                'same CRC:'
            : changedAt === null ? 'Pause to see the command that prints the same CRC.'
            : `You changed settings at iteration ${changedAt}, so one command cannot repeat this ` +
              `training. Press Reset, then train to ${steps}.`);
    }
}

/** An option stays on a line with its value, and a path breaks at its slashes. */
function showCommand(element, text) {
    if (element.textContent === text) return;
    element.replaceChildren(...text.split(/(?<=\/)|(?= --)/).flatMap(part => {
        if (part.endsWith('/')) return [part, document.createElement('wbr')];
        const option = document.createElement('span');
        option.textContent = part.trimStart();
        return part.startsWith(' ') ? [' ', option] : [option];
    }));
}
