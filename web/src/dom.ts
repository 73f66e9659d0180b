// Small helpers to make elements.

type Child = Node | string | null | false | undefined;

interface Options {
  class?: string;
  text?: string;
  title?: string;
  id?: string;
  /** Other attributes; null leaves one out. */
  attrs?: Record<string, string | number | null>;
  on?: Partial<{ [K in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[K]) => void }>;
}

/** An element with its attributes, handlers and children. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, options: Options = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.class) made.className = options.class;
  if (options.id) made.id = options.id;
  if (options.title) made.title = options.title;
  if (options.text !== undefined) made.textContent = options.text;
  for (const [name, value] of Object.entries(options.attrs ?? {})) {
    if (value !== null) made.setAttribute(name, String(value));
  }
  for (const [name, handler] of Object.entries(options.on ?? {})) {
    made.addEventListener(name, handler as EventListener);
  }
  append(made, ...children);
  return made;
}

/** Appends what is there of the children. */
export function append(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child) parent.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
  }
}

/** A button that does something. */
export function button(words: string, does: () => void, options: Options = {}): HTMLButtonElement {
  const made = el("button", { ...options, text: words }, null);
  made.type = "button";
  made.addEventListener("click", does);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** An element of a drawing. */
export function svg(tag: string, attrs: Record<string, string | number>, ...children: Child[]): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attrs)) made.setAttribute(name, String(value));
  append(made, ...children);
  return made;
}

const FLAG = "M3 1v14h1.6V9.6H13L10.6 5.8 13 2H4.6V1z";
/** The marks' shapes: those of the printed board. */
const SHAPES = {
  flag: FLAG,
  "flag-open": FLAG,
  pin: "M5 1h6v2l-1 .6V7l3 2.4V11H8.8v3.2L8 16l-.8-1.8V11H3V9.4L6 7V3.6L5 3z",
  eye: "M8 3C4.4 3 1.6 5.2 0 8c1.6 2.8 4.4 5 8 5s6.4-2.2 8-5c-1.6-2.8-4.4-5-8-5zm0 8a3 3 0 1 1 0-6 3 3 0 0 1 0 6z",
  hand: "M6 8V2.6a1 1 0 0 1 2 0V7h.4V1.6a1 1 0 0 1 2 0V7h.4V2.8a1 1 0 0 1 2 0v7.4c0 3-1.8 5-4.6 5-2.2 0-3.3-1-4.4-2.9L1.6 8.6c-.5-1 .8-1.9 1.6-1L6 10.4z",
  grip: "M5 2h2v2H5zM9 2h2v2H9zM5 7h2v2H5zM9 7h2v2H9zM5 12h2v2H5zM9 12h2v2H9z",
};

/** A mark. Its words, if any, are also shown when the pointer rests on it. */
export function icon(shape: keyof typeof SHAPES, words = ""): SVGElement {
  const path = svg("path", { d: SHAPES[shape] });
  const title = words ? svg("title", {}, words) : null;
  return svg("svg", { class: `icon i-${shape}`, viewBox: "0 0 16 16", "aria-hidden": "true" }, title, path);
}

/** Sets the text of an element only when it is another. */
export function setText(element: Element, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

/** Sets an attribute only when it is another; null takes it away. */
export function setAttr(element: Element, name: string, value: string | null): void {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
