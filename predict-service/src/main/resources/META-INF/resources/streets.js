// The streets under a map: lines, and the names of those that have room for one.
import {color} from './charts.js';

/** Pixels. */
const LETTER = 5.4;
const SIZE = 10;
const APART = 14;
/** Of the way along a street, so much has to be left as the crow flies for a name to lie on it. */
const STRAIGHT = .97;
const STREET_METRES = 14;
const LITTLE = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'et', 'au', 'aux', 'sur', 'en']);
const ROMAN = /^[ivx]+$/;

const length = ([[x, y], [toX, toY]]) => Math.hypot(toX - x, toY - y);
const steps = line => line.slice(1).map((to, n) => [line[n], to]);
const way = line => steps(line).reduce((sum, step) => sum + length(step), 0);

/** As people write it: RUE DE LA TOUR D AUVERGNE is Rue de la Tour d’Auvergne, and BD HENRI IV Bd Henri IV. */
function written(name) {
  const words = name.toLowerCase().replace(/ ([dl])[ '’]+(?=[aeiouyhâéèêîœ])/g, ' $1’').split(' ');
  return words.map((word, n) => {
    if (n > 0 && LITTLE.has(word)) {
      return word;
    }
    return ROMAN.test(word) ? word.toUpperCase() : word.replace(/(^(?![dl]’)|[-'’])\p{L}/gu, first => first.toUpperCase());
  }).join(' ');
}

/** Where one is after so many pixels. */
function along(line, pixels) {
  let left = pixels;
  for (const step of steps(line)) {
    const long = length(step);
    if (left <= long && long > 0) {
      const [[x, y], [toX, toY]] = step;
      return [x + (toX - x) * left / long, y + (toY - y) * left / long];
    }
    left -= long;
  }
  return line.at(-1);
}

/** In the middle of what is to be seen of a street, if that is straight and long enough, and nothing else is there. */
function room({line, total}, long, [width, height], taken) {
  const spots = Array.from({length: Math.floor((total - long) / SIZE) + 1}, (nothing, n) => (total - long) / 2 + (n % 2 ? 1 : -1) * Math.ceil(n / 2) * SIZE);
  for (const from of spots.filter(spot => spot >= 0 && spot + long <= total)) {
    const [start, end] = [along(line, from), along(line, from + long)];
    const inside = [start, end].every(([x, y]) => x > SIZE && x < width - SIZE && y > SIZE && y < height - SIZE);
    if (!inside || length([start, end]) < STRAIGHT * long) {
      continue;
    }
    const covered = Array.from({length: Math.ceil(long / SIZE) + 1}, (nothing, n) => along(line, from + Math.min(long, n * SIZE)));
    if (covered.every(point => taken.every(other => length([point, other]) >= APART))) {
      taken.push(...covered);
      return {start, end};
    }
  }
  return null;
}

/**
 * Shapes to draw beneath everything else.
 *
 * @param streets features of GeoJSON
 * @param at      the pixel of a place
 * @param size    width and height of the picture
 * @param taken   pixels that no name may cover
 */
export function streetShapes(streets, at, size, perPixel, taken) {
  const [width, height] = size;
  const lines = streets.map(({properties, geometry}) => ({
    name: written(properties.name),
    line: geometry.coordinates.map(([longitude, latitude]) => at({longitude, latitude})),
  })).filter(({line}) => line.some(([x, y]) => x > 0 && x < width && y > 0 && y < height))
    .map(street => ({...street, total: way(street.line)}));
  const covered = [...taken];
  // the long ones are those that people know
  const names = [...lines].sort((one, other) => other.total - one.total)
    .map(street => ({...street, room: room(street, street.name.length * LETTER, size, covered)}))
    .filter(street => street.room)
    // a street between two postal codes is two
    .filter((street, n, all) => all.findIndex(({name}) => name === street.name) === n);
  return [
    ...lines.map(({line}) => ({
      type: 'polyline', silent: true, z: 0, shape: {points: line},
      style: {stroke: color('--line'), opacity: .55, lineWidth: Math.min(9, Math.max(2, STREET_METRES / perPixel)), lineCap: 'round', lineJoin: 'round', fill: 'none'},
    })),
    ...names.map(({name, room: {start, end}}) => {
      const [[fromX, fromY], [toX, toY]] = start[0] <= end[0] ? [start, end] : [end, start];
      return {
        type: 'text', silent: true, z: 1, x: (fromX + toX) / 2, y: (fromY + toY) / 2, rotation: -Math.atan2(toY - fromY, toX - fromX),
        style: {text: name, align: 'center', verticalAlign: 'middle', fill: color('--quiet'), stroke: color('--card'), lineWidth: 3, font: `${SIZE}px system-ui, sans-serif`},
      };
    }),
  ];
}
