// SPDX-License-Identifier: MIT
// What a visitor chooses. Names come from the module, in its order.

import {extentOf, mark} from 'playground/boundary';
import {TRAINING_SET} from 'playground/engine';
import {Layers} from 'playground/layers';
import {complaintAbout} from 'playground/number_field';

const get = id => document.getElementById(id);

/** The steps of a slider: what the module gets, what the host program is given, what is shown. */
const plain = text => ({value: Number(text), argument: text, shown: text});
const SLIDERS = {
    learningRate: {
        id: 'learning-rate', option: 'learning-rate', words: 'learning rate', start: 4,
        steps: ['0.001', '0.003', '0.01', '0.03', '0.1', '0.3', '1'].map(plain),
    },
    lambda: {
        id: 'lambda', option: 'l2', words: 'l2', start: 0,
        steps: ['0', '0.03', '0.1', '0.3', '0.7', '1', '3', '10'].map(plain),
    },
    keep: {
        id: 'dropout', option: 'keep', words: 'keep', start: 0,
        steps: ['1', '0.95', '0.9', '0.86', '0.8', '0.7', '0.6', '0.5'].map(text => ({
            ...plain(text), shown: `${Math.round(100 * (1 - Number(text)))} %`,
        })),
    },
};
const SELECTS = {activation: 'relu', initializer: 'he'};

export class Settings {
    #engine;
    #layers;
    #thumbnails = [];

    /** Calls restart() when a training must begin anew, change() when it can go on. */
    constructor(engine, restart, change) {
        this.#engine = engine;
        this.#layers = new Layers(engine.limits(), restart);
        for (const [what, first] of Object.entries(SELECTS)) {
            get(what).append(...engine.names(what).map(name => new Option(name)));
            get(what).value = first;
            get(what).addEventListener('change', restart);
        }
        // Some browsers bring back what stood there before the page was loaded again.
        if (!get('seed').validity.valid) get('seed').value = get('seed').defaultValue;
        get('seed').addEventListener('change', restart);
        for (const {id, start, steps} of Object.values(SLIDERS)) {
            Object.assign(get(id), {min: 0, max: steps.length - 1, step: 1, value: start});
            get(id).addEventListener('input', () => {
                this.#showSliders();
                change();
            });
        }
        this.#showSliders();
        this.#makeDatasets(restart);
        get('settings').addEventListener('submit', event => event.preventDefault());
    }

    /** What is wrong with a field, as a sentence; empty when nothing is. */
    complaint() {
        return this.#layers.complaint() || complaintAbout(get('seed'), 'The seed');
    }

    /** As the module's start() takes it. Only when there is no complaint. */
    chosen() {
        return {
            dataset: Number(new FormData(get('settings')).get('dataset')),
            hidden: this.#layers.hidden(),
            ...Object.fromEntries(Object.keys(SELECTS).map(
                what => [what, get(what).selectedIndex])),
            seed: get('seed').valueAsNumber,
            ...Object.fromEntries(Object.keys(SLIDERS).map(what => [what, step(what).value])),
        };
    }

    /** As the host program takes it, but for the number of steps. */
    command() {
        return ['build/examples/playground/playground_host',
            ...this.#options().map(([name, text]) => `--${name} ${text}`)].join(' ');
    }

    /** As a page's address ends that opens with these settings. */
    link() {
        return `#${new URLSearchParams(this.#options())}`;
    }

    /** Sets what such an end of an address names. What is wrong with it, as a sentence; nothing is set
        then. */
    take(link) {
        const given = new URLSearchParams(link.replace(/^#/, ''));
        const setters = [];
        for (const [name, text] of given) {
            const setter = this.#setter(name, text);
            if (typeof setter === 'string') return `This link cannot be opened: ${setter}.`;
            if (setter) setters.push(setter);
        }
        for (const set of setters) set();
        this.#showSliders();
        return '';
    }

    /** [name, text] of each setting, as the host program has them. */
    #options() {
        const {dataset, seed} = this.chosen();
        return [['dataset', this.#engine.names('dataset')[dataset]], ['layers', this.#layers.text()],
            ...Object.keys(SELECTS).map(what => [what, get(what).value]), ['seed', seed],
            ...Object.entries(SLIDERS).map(([what, {option}]) => [option, step(what).argument])];
    }

    /** What sets an option, or what is wrong with the text; nothing for one that there is not. */
    #setter(name, text) {
        const among = (words, all, set) => all.includes(text)
            ? () => set(all.indexOf(text)) : `its ${words} must be one of ${all.join(', ')}`;
        if (name === 'layers') {
            const hidden = this.#layers.read(text);
            return hidden ? () => this.#layers.take(hidden) : `its layers ${this.#layers.wanted()}`;
        }
        if (name === 'dataset') {
            return among('data set', this.#engine.names('dataset'), index => {
                document.getElementsByName('dataset')[index].checked = true;
            });
        }
        if (name === 'seed') {
            const {min, max} = get('seed');
            const isSeed = /^[0-9]+$/.test(text) && Number(text) <= Number(max);
            return isSeed ? () => { get('seed').value = Number(text); }
                : `its seed must be a whole number from ${min} to ${max}`;
        }
        if (name in SELECTS) {
            return among(name, this.#engine.names(name), index => { get(name).selectedIndex = index; });
        }
        const slider = Object.values(SLIDERS).find(({option}) => option === name);
        return slider && among(slider.words, slider.steps.map(one => one.argument),
            index => { get(slider.id).value = index; });
    }

    drawThumbnails() {
        for (const {canvas, samples} of this.#thumbnails) drawThumbnail(canvas, samples);
    }

    #showSliders() {
        for (const [what, {id}] of Object.entries(SLIDERS)) {
            get(`${id}-value`).textContent = step(what).shown;
            get(id).setAttribute('aria-valuetext', step(what).shown);
        }
    }

    /** A choice with a picture of its samples for each data set. */
    #makeDatasets(restart) {
        this.#engine.names('dataset').forEach((name, index) => {
            const input = Object.assign(document.createElement('input'),
                {type: 'radio', name: 'dataset', value: index, checked: index === 0});
            input.addEventListener('change', restart);
            const canvas = Object.assign(document.createElement('canvas'), {width: 112, height: 112});
            const label = document.createElement('label');
            label.append(input, canvas, name);
            get('datasets').append(label);
            this.#engine.start({...this.chosen(), dataset: index});
            const {x1, x2, labels} = this.#engine.samples(TRAINING_SET);
            const samples = {x1: x1.slice(), x2: x2.slice(), labels: labels.slice()};
            this.#thumbnails.push({canvas, samples});
        });
    }
}

function step(what) {
    const {id, steps} = SLIDERS[what];
    return steps[get(id).valueAsNumber];
}

function drawThumbnail(canvas, samples) {
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, canvas.width, canvas.height);
    const {left, right, bottom, top} = extentOf([samples]);
    for (let i = 0; i < samples.labels.length; i += 3) {
        mark(context, samples.labels[i], (samples.x1[i] - left) / (right - left) * canvas.width,
            (top - samples.x2[i]) / (top - bottom) * canvas.height, 4);
    }
}
