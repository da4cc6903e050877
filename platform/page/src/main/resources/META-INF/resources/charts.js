// Pictures on canvases: nothing here makes markup of what comes from the sales, and no script comes from elsewhere.
const SCALE = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'];
// the darkest ones are not to be seen on a dark card
const SCALE_ON_DARK = ['#5d74bd', ...SCALE.slice(2)];
/** Pixels, about. */
const LETTER = 7;
const MORE = ['#7a6cc4', '#b8860b', '#c2588f', '#5b8db8', '#8a8a8a', '#6a9955', '#b35f5f', '#4f9d9d'];

let library = null;
const drawn = new Map();
const dark = matchMedia('(prefers-color-scheme: dark)');

export function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Colours of little to much. */
export const scale = () => dark.matches ? SCALE_ON_DARK : SCALE;

// The option is made anew on each drawing, for the colours and the width are other ones then.
export async function draw(element, label, option) {
  element.setAttribute('aria-label', label);
  drawn.set(element, option);
  library ??= await import('./echarts/echarts.esm.min.js');
  if (drawn.get(element) === option && element.clientWidth > 0) {
    const chart = library.getInstanceByDom(element) ?? library.init(element);
    chart.resize();
    chart.setOption({...frame(), ...option(element)}, true);
  }
}

function frame() {
  return {
    animation: false,
    textStyle: {fontFamily: 'system-ui, sans-serif', color: color('--ink')},
    color: [color('--accent'), color('--second')],
    legend: {textStyle: {color: color('--ink')}, top: 0},
    grid: {left: 8, right: 16, top: 32, bottom: 8, containLabel: true},
  };
}

// Rich text is drawn on the canvas; HTML would need inline styles, which the page forbids.
export function tooltip(formatter, trigger = 'axis') {
  return {
    trigger,
    renderMode: 'richText',
    confine: true,
    axisPointer: {type: 'shadow'},
    backgroundColor: color('--card'),
    borderColor: color('--line'),
    textStyle: {color: color('--ink')},
    formatter,
  };
}

export function axis(more) {
  return {
    axisLine: {lineStyle: {color: color('--line')}},
    axisLabel: {color: color('--quiet'), hideOverlap: true, ...more.axisLabel},
    splitLine: {show: more.type === 'value', lineStyle: {color: color('--line'), opacity: .5}},
    ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== 'axisLabel')),
  };
}

/** @param series of `{name, values}`, a value for each category */
export function bars(element, {label, categories, series, format}) {
  return draw(element, label, () => ({
    tooltip: tooltip(hits => [hits[0].name, ...hits.map(hit => `${hit.seriesName}: ${format(hit.value)}`)].join('\n')),
    legend: {show: series.length > 1, textStyle: {color: color('--ink')}, top: 0},
    grid: {left: 8, right: 16, top: series.length > 1 ? 32 : 12, bottom: 8, containLabel: true},
    xAxis: axis({type: 'category', data: categories}),
    yAxis: axis({type: 'value', axisLabel: {formatter: format}}),
    series: series.map(({name, values}) => ({type: 'bar', name, data: values, barCategoryGap: '5%'})),
  }));
}

/** A width is taken whole, and would stand empty beside short names. */
function broken(longest, width) {
  return longest > width ? {width, overflow: 'break'} : {};
}

/** The same lying down, the first category on top; as high as it has to be. */
export function lyingBars(element, {label, categories, series, format}) {
  element.style.height = `${Math.max(8, 4 + categories.length * 2.4)}rem`;
  const longest = LETTER * Math.max(...categories.map(name => name.length));
  return draw(element, label, () => ({
    tooltip: tooltip(hits => [hits[0].name, ...hits.map(hit => `${hit.seriesName}: ${format(hit.value)}`)].join('\n')),
    xAxis: axis({type: 'value', axisLabel: {formatter: format}}),
    yAxis: axis({
      type: 'category',
      inverse: true,
      data: categories,
      axisLabel: {color: color('--ink'), lineHeight: 14, interval: 0, ...broken(longest, element.clientWidth * .4)},
    }),
    series: series.map(({name, values}) => ({type: 'bar', name, data: values, barCategoryGap: '30%'})),
  }));
}

/**
 * @param series of `{name, values}`, a value or null for each category; the first one stands out
 * @param gaps   whether a line ends where there is no value, and goes on where there is one again
 */
export function lines(element, {label, categories, series, format, gaps = false}) {
  return draw(element, label, () => {
    const narrow = element.clientWidth < 480;
    return {
      color: [color('--accent'), color('--second'), ...MORE],
      legend: {top: 0, left: 0, type: 'scroll', orient: narrow && series.length < 4 ? 'vertical' : 'horizontal', textStyle: {color: color('--ink')}},
      grid: {left: 8, right: 16, top: narrow && series.length < 4 ? 16 + 24 * series.length : 40, bottom: 8, containLabel: true},
      tooltip: tooltip(hits => [hits[0].name, ...hits.filter(hit => hit.value != null).map(hit => `${hit.seriesName}: ${format(hit.value)}`)].join('\n')),
      xAxis: axis({type: 'category', data: categories, axisLabel: {alignMinLabel: 'left', showMinLabel: true}}),
      yAxis: axis({type: 'value', scale: true, axisLabel: {formatter: format}}),
      series: series.map(({name, values}, n) => ({
        type: 'line', name, data: values, connectNulls: !gaps, symbolSize: 7,
        lineStyle: {width: n === 0 ? 3 : 2, type: n === 0 ? 'solid' : 'dashed'},
      })),
    };
  });
}

/** @param x, y `{name, format}`; series of `{name, points}`, a point is `{x, y, words}` */
export function dots(element, {label, x, y, series}) {
  return draw(element, label, () => ({
    color: [color('--accent'), color('--second'), ...MORE],
    legend: {show: series.length > 1, top: 0, left: 0, type: 'scroll', textStyle: {color: color('--ink')}},
    grid: {left: 32, right: 24, top: 40, bottom: 32, containLabel: true},
    tooltip: tooltip(hit => series[hit.seriesIndex].points[hit.dataIndex].words, 'item'),
    xAxis: named(axis({type: 'value', scale: true, axisLabel: {formatter: x.format}}), x.name, 28),
    yAxis: named(axis({type: 'value', scale: true, axisLabel: {formatter: y.format}}), y.name, 60),
    series: series.map(({name, points}) => ({type: 'scatter', name, symbolSize: 12, data: points.map(point => [point.x, point.y])})),
  }));
}

function named(one, name, nameGap) {
  return {...one, name, nameLocation: 'middle', nameGap, nameTextStyle: {color: color('--quiet')}};
}

/** Counts in cells of equal width on logarithmic axes, and the line on which both are the same. @param step a cell's upper edge over its lower one */
export function densities(element, {label, x, y, cells, step, words}) {
  return draw(element, label, () => {
    const width = Math.log10(step);
    const edges = cells.flatMap(cell => [Math.log10(cell.x), Math.log10(cell.y)]);
    const [from, to] = [Math.min(...edges), Math.max(...edges) + width];
    const most = Math.max(...cells.map(cell => cell.count));
    const round = [1, 2, 5].flatMap(digit => [...Array(10).keys()].map(power => Math.log10(digit) + power)).filter(at => at >= from && at <= to).sort((one, other) => one - other);
    const place = format => ({
      type: 'value', min: from, max: to, splitLine: {show: false}, axisTick: {show: true, customValues: round},
      axisLabel: {customValues: round, formatter: value => format(10 ** value)},
    });
    return {
      legend: {show: false},
      grid: {left: 36, right: 24, top: 16, bottom: 84, containLabel: true},
      tooltip: tooltip(hit => hit.seriesIndex === 0 ? words(cells[hit.dataIndex]) : '', 'item'),
      xAxis: named(axis(place(x.format)), x.name, 28),
      yAxis: named(axis(place(y.format)), y.name, 64),
      visualMap: {
        type: 'continuous', seriesIndex: 0, dimension: 2, min: 1, max: Math.max(2, most), inRange: {color: scale()},
        orient: 'horizontal', left: 'center', bottom: 0, itemHeight: Math.min(180, element.clientWidth / 3),
        text: [String(most), '1'], textStyle: {color: color('--ink')},
      },
      series: [
        {
          type: 'custom',
          data: cells.map(cell => [Math.log10(cell.x), Math.log10(cell.y), cell.count]),
          encode: {x: 0, y: 1},
          renderItem: (parameters, api) => {
            const [left, bottom] = api.coord([api.value(0), api.value(1)]);
            const [right, top] = api.coord([api.value(0) + width, api.value(1) + width]);
            return {type: 'rect', shape: {x: left, y: top, width: right - left, height: bottom - top}, style: {fill: api.visual('color')}};
          },
        },
        {
          type: 'line', silent: true, symbol: 'none', data: [[from, from], [to, to]],
          lineStyle: {color: color('--second'), width: 2, type: 'dashed'},
        },
      ],
    };
  });
}

/** @param cells of `{longitude, latitude, sales, value}`, each `degrees` wide and high */
export function map(element, {label, cells, degrees, format, words}) {
  return draw(element, label, () => {
    const sorted = cells.map(cell => cell.value).sort((one, other) => one - other);
    const quantile = share => sorted[Math.round(share * (sorted.length - 1))];
    const [horizontal, vertical] = view(element, cells, degrees);
    const text = cell => `${words(cell)}\n${format(cell.value)}`;
    return {
      tooltip: tooltip(hit => text(cells[hit.dataIndex]), 'item'),
      grid: {left: 8, right: 8, top: 8, bottom: 56, containLabel: false},
      xAxis: {type: 'value', ...horizontal, show: false},
      yAxis: {type: 'value', ...vertical, show: false},
      visualMap: {
        type: 'continuous',
        dimension: 2,
        // a few dear cells must not make all others look alike
        min: quantile(.02),
        max: quantile(.98),
        inRange: {color: scale()},
        orient: 'horizontal',
        left: 'center',
        bottom: 0,
        itemHeight: Math.min(180, element.clientWidth / 3),
        text: [format(quantile(.98)), format(quantile(.02))],
        textStyle: {color: color('--ink')},
      },
      series: [{
        type: 'custom',
        data: cells.map(cell => [cell.longitude, cell.latitude, cell.value]),
        encode: {x: 0, y: 1},
        renderItem: (parameters, api) => {
          const [left, top] = api.coord([api.value(0) - degrees / 2, api.value(1) + degrees / 2]);
          const [right, bottom] = api.coord([api.value(0) + degrees / 2, api.value(1) - degrees / 2]);
          return {
            type: 'rect',
            // a hair wider, so that no lines show between them
            shape: {x: left, y: top, width: right - left + .6, height: bottom - top + .6},
            style: {fill: api.visual('color')},
          };
        },
      }],
    };
  });
}

/** What part of the world to show, so that a kilometre is as long eastwards as northwards. */
function view(element, cells, degrees) {
  const span = key => [Math.min(...cells.map(cell => cell[key])) - degrees, Math.max(...cells.map(cell => cell[key])) + degrees];
  const [west, east] = span('longitude');
  const [south, north] = span('latitude');
  const shrink = Math.cos((south + north) / 2 * Math.PI / 180);
  const pixels = {x: element.clientWidth - 16, y: element.clientHeight - 64};
  const degreesPerPixel = Math.max((east - west) * shrink / pixels.x, (north - south) / pixels.y);
  const around = (from, to, length) => ({min: (from + to - length) / 2, max: (from + to + length) / 2});
  return [
    around(west, east, degreesPerPixel * pixels.x / shrink),
    around(south, north, degreesPerPixel * pixels.y),
  ];
}

function redraw() {
  drawn.forEach((option, element) => {
    const chart = library?.getInstanceByDom(element);
    if (chart && element.clientWidth > 0) {
      chart.resize();
      chart.setOption({...frame(), ...option(element)}, true);
    }
  });
}

let waiting = 0;
addEventListener('resize', () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(redraw);
});
dark.addEventListener('change', redraw);
