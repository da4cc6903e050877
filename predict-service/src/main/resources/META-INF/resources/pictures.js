// Pictures of an answer, drawn here: no tile, no script and no picture comes from elsewhere.
import {color, draw, scale, tooltip} from './charts.js';
import {streetShapes} from './streets.js';

const SVG = 'http://www.w3.org/2000/svg';
const METRES_PER_DEGREE = 111_195;
/** Pixels below a map. */
const LEGEND = 32;

function shape(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text !== undefined) {
    element.textContent = text;
  }
  return element;
}

/** Where the value, its range and the price asked lie. A narrow one has larger letters, for it is shrunk. */
export function gauge(svg, {low, value, high, asking, verdict, words, label}) {
  const width = 600;
  const letters = svg.clientWidth > 0 && svg.clientWidth < 480 ? 22 : 15;
  const bar = 22;
  const top = 2.2 * letters;
  const below = top + bar + 1.5 * letters;
  svg.setAttribute('viewBox', `0 0 ${width} ${below + (asking ? 2.2 : .5) * letters}`);
  svg.setAttribute('aria-label', label);
  const amounts = [low, value, high, ...(asking ? [asking] : [])];
  const margin = (high - low) * .3;
  const from = Math.min(...amounts) - margin;
  const to = Math.max(...amounts) + margin;
  const x = amount => (amount - from) / (to - from) * width;
  const written = (at, y, text, kind) => {
    const half = text.length * letters * .29;
    return shape('text', {
      x: Math.min(width - half, Math.max(half, at)), y, class: kind, 'text-anchor': 'middle', 'font-size': letters,
    }, text);
  };
  svg.replaceChildren(
    shape('rect', {x: 0, y: top, width, height: bar, rx: bar / 2, class: 'gauge-ground'}),
    shape('rect', {x: x(low), y: top, width: x(high) - x(low), height: bar, rx: 4, class: 'gauge-range'}),
    shape('rect', {x: x(value) - 2.5, y: top - 5, width: 5, height: bar + 10, rx: 2, class: 'gauge-value'}),
    written(x(value), top - .75 * letters, words.value, 'gauge-strong'),
    written(x(low), below, words.low, 'gauge-text'),
    written(x(high), below, words.high, 'gauge-text'),
  );
  if (asking) {
    const at = x(asking);
    svg.append(
      shape('path', {d: `M${at - 9} ${top + bar + 14} L${at} ${top + bar - 6} L${at + 9} ${top + bar + 14} Z`, class: `gauge-asking ${verdict}`}),
      written(at, below + 1.7 * letters, words.asking, `gauge-strong ${verdict}`),
    );
  }
}

/** A bar to the left of the middle or to the right of it, as long as the amount is large beside the largest. */
export function contribution(amount, largest) {
  const svg = shape('svg', {viewBox: '-100 0 200 16', preserveAspectRatio: 'none', 'aria-hidden': 'true', class: 'contribution'});
  const length = largest === 0 ? 0 : Math.abs(amount) / largest * 98;
  svg.append(
    shape('rect', {x: amount < 0 ? -length : 0, y: 2, width: Math.max(1, length), height: 12, class: amount < 0 ? 'less' : 'more'}),
    shape('line', {x1: 0, x2: 0, y1: 0, y2: 16, class: 'zero'}),
  );
  return svg;
}

/** Sales around a place, north up, a metre as long eastwards as northwards, on the streets that are known, with rings to tell how far. */
export function map(element, {label, place, sales, streets, words, perMetre, money}) {
  return draw(element, label, () => {
    const metres = ({longitude, latitude}) => [
      (longitude - place.longitude) * METRES_PER_DEGREE * Math.cos(place.latitude * Math.PI / 180),
      (latitude - place.latitude) * METRES_PER_DEGREE,
    ];
    // rounded positions fall together: those of one place are set around it
    const seen = new Map();
    const dots = sales.map(sale => {
      const key = `${sale.longitude} ${sale.latitude}`;
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      const [x, y] = metres(sale);
      return {sale, x, y, nth};
    });
    const farthest = Math.max(120, ...dots.map(({x, y}) => Math.hypot(x, y))) * 1.15;
    const ring = [50, 100, 200, 250, 500, 1_000].find(step => farthest / step <= 4) ?? 2_000;
    const [width, height] = [element.clientWidth, element.clientHeight];
    const perPixel = 2 * farthest / Math.min(width, height - LEGEND);
    const spread = 11 * perPixel;
    dots.forEach(dot => {
      const angle = dot.nth * 2.4;
      const away = dot.nth === 0 ? 0 : spread * Math.sqrt(dot.nth);
      dot.at = [dot.x + away * Math.cos(angle), dot.y + away * Math.sin(angle)];
    });
    const pixel = ([x, y]) => [width / 2 + x / perPixel, (height - LEGEND) / 2 - y / perPixel];
    const prices = sales.map(perMetre);
    const rings = [1, 2, 3, 4].map(n => n * ring).filter(radius => radius <= farthest);
    // rounded positions lie on a grid, and few of them on the diagonal
    const distances = rings.map(radius => [-radius * Math.SQRT1_2, radius * Math.SQRT1_2, radius]);
    return {
      grid: {left: 0, right: 0, top: 0, bottom: 0},
      legend: {show: false},
      graphic: streetShapes(streets, where => pixel(metres(where)), [width, height - LEGEND], perPixel, [[0, 0], ...distances, ...dots.map(dot => dot.at)].map(pixel)),
      tooltip: tooltip(hit => hit.seriesId === 'sales' ? words.sale(sales[hit.dataIndex]) : hit.seriesId === 'flat' ? words.here : '', 'item'),
      xAxis: {type: 'value', show: false, min: -width / 2 * perPixel, max: width / 2 * perPixel},
      yAxis: {type: 'value', show: false, min: -(height + LEGEND) / 2 * perPixel, max: (height - LEGEND) / 2 * perPixel},
      visualMap: {
        type: 'continuous', seriesIndex: 1, dimension: 2, min: Math.min(...prices), max: Math.max(...prices),
        inRange: {color: scale()},
        formatter: money, orient: 'horizontal', left: 8, bottom: 4, itemWidth: 10, itemHeight: Math.min(110, width / 6),
        text: [money(Math.max(...prices)), money(Math.min(...prices))], textStyle: {color: color('--ink')},
      },
      series: [
        {
          id: 'rings', type: 'custom', silent: true, data: rings.map(radius => [0, 0, radius]),
          renderItem: (parameters, api) => {
            const [cx, cy] = api.coord([0, 0]);
            return {type: 'circle', shape: {cx, cy, r: api.value(2) / perPixel}, style: {fill: 'none', stroke: color('--line'), lineDash: [4, 4]}};
          },
        },
        {
          id: 'sales', type: 'scatter', data: dots.map((dot, n) => [...dot.at, prices[n], sales[n].weight]),
          symbolSize: value => 12 + 14 * Math.sqrt(value[3] / Math.max(...sales.map(sale => sale.weight))),
          // the brightest ones are hardly to be told from the card without an edge
          itemStyle: {borderColor: color('--edge'), borderWidth: 1.5, opacity: .95},
        },
        {
          id: 'distances', type: 'custom', silent: true, z: 4, data: distances,
          renderItem: (parameters, api) => {
            const [x, y] = api.coord([api.value(0), api.value(1)]);
            return {
              type: 'text',
              style: {x, y, text: words.metres(api.value(2)), align: 'center', verticalAlign: 'middle', fill: color('--quiet'), backgroundColor: color('--card'), padding: [1, 3], fontSize: 11},
            };
          },
        },
        {
          id: 'flat', type: 'scatter', data: [[0, 0]], symbol: 'pin', symbolSize: 34, symbolOffset: [0, -4], z: 5,
          itemStyle: {color: color('--second'), borderColor: color('--card'), borderWidth: 1.5},
        },
      ],
    };
  });
}
