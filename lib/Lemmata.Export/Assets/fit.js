// A live figure is laid out at the size of its drawing and shown smaller, as the drawing is: nearer together, names
// beside curves would touch.
const fit = (box, chart, layout) => {
  const drawing = box.querySelector('svg.big')?.viewBox.baseVal;
  const scale = drawing?.width > box.clientWidth ? box.clientWidth / drawing.width : 1;
  Object.assign(layout, { width: box.clientWidth / scale, height: box.clientHeight / scale, autosize: false });
  Object.assign(chart.style, { width: `${100 / scale}%`, height: `${100 / scale}%`, transform: `scale(${scale})` });
};
