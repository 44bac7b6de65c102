// SPDX-License-Identifier: MIT
// The data sets to choose from, each with a picture of its samples, and the visitor's own table.

import {extentOf, mark} from 'playground/boundary';
import {readTable} from 'playground/csv';
import {TRAINING_SET} from 'playground/engine';

const get = id => document.getElementById(id);

export class DataSets {
    #engine;
    #choices = [];
    #table = null;

    /** Calls restart() when another one is chosen, say(sentence) for a table that cannot be. */
    constructor(engine, restart, say) {
        this.#engine = engine;
        const make = (name, index) => {
            const input = Object.assign(document.createElement('input'),
                {type: 'radio', name: 'dataset', value: index, checked: index === 0});
            input.addEventListener('change', restart);
            const canvas = Object.assign(document.createElement('canvas'), {width: 112, height: 112});
            const label = document.createElement('label');
            label.append(input, canvas, name);
            get('datasets').append(label);
            this.#choices.push({name, input, label, canvas, samples: null});
        };
        engine.names('dataset').forEach(make);
        this.#csv.label.hidden = true;
        get('csv').addEventListener('change', async event => {
            const [file] = event.target.files;
            if (!file) return;
            const complaint = this.#take(await file.text(), file.name);
            event.target.value = '';  // so that the same file, corrected, can be chosen again
            if (complaint) return say(complaint);
            this.#csv.input.checked = true;
            this.#engine.setTable(this.#table);
            restart();
            this.#photograph(this.#csv);
            this.drawThumbnails();
        });
    }

    get #csv() {
        return this.#choices.at(-1);
    }

    #take(text, name) {
        const table = readTable(text, this.#engine.rowLimits());
        if (table.complaint) return `${name}: ${table.complaint}`;
        this.#table = table;
        this.#csv.label.hidden = false;
        return '';
    }

    /** Names of features and classes of what is chosen. */
    words() {
        const own = this.name === 'csv';
        return {features: own ? this.#table.names.slice(0, 2) : ['x₁', 'x₂'],
                classes: (own && this.#table.classes) || ['class 0', 'class 1']};
    }

    get index() {
        return this.#choices.findIndex(({input}) => input.checked);
    }

    get name() {
        return this.#choices[this.index].name;
    }

    /** By name. Whether it can be chosen. */
    choose(name) {
        const choice = this.#choices.find(one => one.name === name);
        if (!choice || choice.label.hidden) return false;
        choice.input.checked = true;
        return true;
    }

    /** Those that a link may name. */
    names() {
        return this.#choices.filter(({label}) => !label.hidden).map(({name}) => name);
    }

    /** Samples of all data sets, with the rest chosen so. */
    photographAll(chosen) {
        this.#choices.forEach((choice, dataset) => {
            if (choice.label.hidden) return;
            this.#engine.start({...chosen, dataset});
            this.#photograph(choice);
        });
    }

    #photograph(choice) {
        const {x1, x2, labels} = this.#engine.samples(TRAINING_SET);
        choice.samples = {x1: x1.slice(), x2: x2.slice(), labels: labels.slice(),
                          isNumbers: this.#engine.learnsNumbers()};
    }

    drawThumbnails() {
        for (const {canvas, samples} of this.#choices) if (samples) drawThumbnail(canvas, samples);
    }
}

function drawThumbnail(canvas, samples) {
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, canvas.width, canvas.height);
    const {left, right, bottom, top} = extentOf([samples]);
    const every = Math.ceil(samples.labels.length / 130);
    for (let i = 0; i < samples.labels.length; i += every) {
        mark(context, samples.labels[i], (samples.x1[i] - left) / (right - left) * canvas.width,
            (top - samples.x2[i]) / (top - bottom) * canvas.height, 4, true, samples.isNumbers);
    }
}
