// Pictures of a dataset version, on canvases: nothing here makes markup of what comes from the sales.
const SCALE = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'];

let library = null;
const drawn = new Map();

function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// The option is made anew on each drawing, for the colours and the width are other ones then.
async function draw(element, label, option) {
  element.setAttribute('aria-label', label);
  drawn.set(element, option);
  library ??= await import('./echarts/echarts.esm.min.js');
  if (drawn.get(element) === option) {
    const chart = library.getInstanceByDom(element) ?? library.init(element);
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
function tooltip(formatter, trigger = 'axis') {
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

function axis(more) {
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

/** The same lying down, the first category on top; as high as it has to be. */
export function lyingBars(element, {label, categories, series, format}) {
  element.style.height = `${Math.max(8, 4 + categories.length * 2.4)}rem`;
  resized(element);
  return draw(element, label, () => ({
    tooltip: tooltip(hits => [hits[0].name, ...hits.map(hit => `${hit.seriesName}: ${format(hit.value)}`)].join('\n')),
    xAxis: axis({type: 'value', axisLabel: {formatter: format}}),
    yAxis: axis({
      type: 'category',
      inverse: true,
      data: categories,
      axisLabel: {color: color('--ink'), width: element.clientWidth * .4, overflow: 'break', lineHeight: 14, interval: 0},
    }),
    series: series.map(({name, values}) => ({type: 'bar', name, data: values, barCategoryGap: '30%'})),
  }));
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
        inRange: {color: SCALE},
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

function resized(element) {
  library?.getInstanceByDom(element)?.resize();
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
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
