// SPDX-License-Identifier: MIT
// A layer's weights as lines, those of about the same size and one sign together: so many curves at once
// take less time to draw than one by one.

const THICKNESSES = 16;

/** [{share, isNegative, ends}]: the size for the largest one's, and [from, to] of each line. weights: those
    from an input follow each other. What is smaller than the share `thinnest` has no line. */
export function linesOf(weights, units, thinnest) {
    let largest = 1e-30;
    for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
    const groups = Array.from({length: 2 * THICKNESSES}, (_, number) => ({
        share: ((number >> 1) + 1) / THICKNESSES, isNegative: number % 2 === 1, ends: [],
    }));
    weights.forEach((weight, i) => {
        const share = Math.abs(weight) / largest;
        if (!(share >= thinnest)) return;
        const thickness = Math.max(1, Math.round(share * THICKNESSES));
        groups[2 * (thickness - 1) + (weight < 0 ? 1 : 0)].ends.push([Math.floor(i / units), i % units]);
    });
    return groups.filter(({ends}) => ends.length > 0);
}
