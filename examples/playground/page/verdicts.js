// SPDX-License-Identifier: MIT
// What can be done about a layer's verdict, and its figures as words.

import {shortNumber} from 'playground/sheet';

const ADVICE = {
    symmetric: 'These units stay alike however long they learn. Choose an initializer that draws random ' +
        'weights.',
    dead: 'Units that give 0 for every sample learn nothing. Try He’s initializer, or leaky_relu.',
    saturated: 'Where an activation is near its limits its slope is almost 0, and little is learnt. Try ' +
        'smaller initial weights.',
    exploding: 'One learning rate does not suit all layers. Try the initializer that was made for this ' +
        'activation: He’s for relu, Xavier’s for tanh and sigmoid.',
    vanishing: 'What reaches this layer is too small to learn from. Try fewer layers, relu, or another ' +
        'initializer.',
    too_few_samples: 'There are too few samples to judge.',
};

/** On the initial weights of a layer, as the module's study() found it. */
export function adviceOn({verdict, words}) {
    return [`${words[0].toUpperCase()}${words.slice(1)}.`, ADVICE[verdict] ?? ''].join(' ').trim();
}

/** What a layer is like now. */
export function figuresOf({units, deadUnits, saturated, gradientLength, weightLength}) {
    const dead = deadUnits > 0 ? [`${deadUnits} of ${units} units dead`] : [];
    const limits = saturated > 0.01 ? [`${(100 * saturated).toFixed(0)} % saturated`] : [];
    return [`|gradient| ${shortNumber(gradientLength)}`, `|weights| ${shortNumber(weightLength)}`,
            ...dead, ...limits].join(' · ');
}
