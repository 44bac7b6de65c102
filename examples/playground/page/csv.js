// SPDX-License-Identifier: MIT
// A visitor's table: three columns, two features and what is learnt, as playground_host reads it.

/** {x1, x2, y, isNumbers, names, classes} or {complaint: a sentence}. `limits`: {least, most} rows. */
export function readTable(text, limits) {
    const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).filter(line => line.trim() !== '')
        .map(line => cellsOf(line));
    if (rows.length === 0) return {complaint: 'The file is empty.'};
    const header = rows[0].every(cell => !isNumber(cell)) ? rows.shift() : null;
    const wrong = rows.findIndex(row => row.length !== 3);
    if (wrong >= 0) {
        const semicolon = rows[wrong].length === 1 && rows[wrong][0].includes(';');
        return {complaint: `Row ${wrong + 1} has ${count(rows[wrong].length, 'cell')}. Three are wanted: ` +
            'two features, and what is learnt' + (semicolon ? ', separated by commas.' : '.')};
    }
    if (rows.length < limits.least || rows.length > limits.most) {
        return {complaint: `The file has ${count(rows.length, 'row')} of data; ${limits.least} to ` +
            `${limits.most} are wanted.`};
    }
    const different = [...new Set(rows.map(row => row[2]))];
    const isNumbers = different.length !== 2;
    for (const [number, row] of rows.entries()) {
        const cells = isNumbers ? row : row.slice(0, 2);
        const bad = cells.find(cell => !isNumber(cell));
        if (bad !== undefined) {
            return {complaint: `Row ${number + 1}: '${bad.slice(0, 20)}' is not a number.` +
                (bad === row[2] ? ' A column of classes has two different texts.' : '')};
        }
    }
    const column = number => Float32Array.from(rows, row => Number(row[number]));
    return {
        x1: column(0), x2: column(1), isNumbers,
        y: isNumbers ? column(2) : Float32Array.from(rows, row => different.indexOf(row[2])),
        names: header ?? ['x1', 'x2', 'y'],
        classes: isNumbers ? null : different,
    };
}

function count(number, word) {
    return `${number} ${word}${number === 1 ? '' : 's'}`;
}

function isNumber(cell) {
    return cell !== '' && Number.isFinite(Number(cell)) && /^[-+0-9.eE]+$/.test(cell);
}

/** Cells of a line, which may stand in quotation marks. */
function cellsOf(line) {
    const cells = [];
    const pattern = /\s*(?:"((?:[^"]|"")*)"|([^,]*))\s*(,|$)/y;
    for (let match; (match = pattern.exec(line));) {
        cells.push(match[1] !== undefined ? match[1].replaceAll('""', '"') : match[2].trim());
        if (match[3] === '') break;
    }
    return cells;
}
