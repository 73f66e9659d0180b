// Carrying rows by pointer: mouse, pen, and touch, which begins with a long press so that a swipe still scrolls.

import { el } from "./dom";
import { deskBox, forget, gapAt, measure } from "./geometry";
import { aim, cancel, cardByLine, carried, carriedWords, drawLine, drop, overlay, take, together } from "./lift";
import { placeCard } from "./preview";
import { desk, keyOf, nodeOf } from "./render";
import { itemAt, subject } from "./state";

/** Pixels that a pressed pointer may stray before it drags. */
const STRAYS = 4;
const LONG_PRESS = 380;
/** Pixels from the edge within which the board scrolls by itself, and how fast at most. */
const EDGE = 56;
const SPEED = 22;

interface Press {
  id: number;
  key: string;
  x: number;
  y: number;
  touch: boolean;
  timer: number;
}

let press: Press | null = null;
let dragging = false;
let x = 0;
let y = 0;
let frame = 0;
/** When a drag ended: the click that follows is part of it. */
let ended = -Infinity;
const ghost = el("div", { class: "ghost", attrs: { "aria-hidden": "true", hidden: "" } });

/** Has a drag ended just now? */
export function justDragged(): boolean {
  return performance.now() - ended < 60;
}

/** Listens to pointers over the boxes that hold rows. */
export function listenToPointers(boxes: HTMLElement[]): void {
  overlay.append(ghost);
  for (const box of boxes) {
    box.addEventListener("pointerdown", down);
    box.addEventListener("touchmove", (event) => {
      if (dragging && event.cancelable) event.preventDefault();
    }, { passive: false });
    box.addEventListener("contextmenu", (event) => {
      if (dragging) event.preventDefault();
    });
  }
  overlay.addEventListener("wheel", (event) => desk.scrollBy(0, event.deltaY), { passive: true });
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", stop);
  window.addEventListener("blur", stop);
  desk.addEventListener("scroll", () => {
    forget();
    if (dragging) wake();
    if (!dragging && carried()) {
      drawLine();
      cardByLine();
    }
  }, { passive: true });
  window.addEventListener("keydown", (event) => {
    if (!dragging || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  }, true);
}

function down(event: PointerEvent): void {
  if (event.button !== 0 || press || carried()) return;
  const key = keyOf(event.target);
  if (key === null || (event.target instanceof Element && event.target.closest("[data-flag]"))) return;
  const touch = event.pointerType === "touch";
  const grip = event.target instanceof Element && event.target.closest(".grip") !== null;
  const timer = touch && !grip ? setTimeout(begin, LONG_PRESS) : 0;
  press = { id: event.pointerId, key, x: event.clientX, y: event.clientY, touch: touch && !grip, timer };
  x = event.clientX;
  y = event.clientY;
}

function move(event: PointerEvent): void {
  if (!press || event.pointerId !== press.id) return;
  x = event.clientX;
  y = event.clientY;
  if (dragging) {
    wake();
    return;
  }
  if (Math.hypot(x - press.x, y - press.y) < (press.touch ? 10 : STRAYS)) return;
  if (press.touch) letGo();
  else begin();
}

function begin(): void {
  const item = press && itemAt(press.key);
  if (!press || !item) return;
  dragging = true;
  const items = together(item, subject(item));
  const look = nodeOf(item.key)?.className ?? "";
  take(items, finish);
  ghost.replaceChildren(el("span", { class: look, text: carriedWords() }));
  ghost.hidden = false;
  overlay.classList.add("catches");
  wake();
}

function wake(): void {
  if (frame === 0) frame = requestAnimationFrame(step);
}

/** One frame of a drag: scroll, measure if it must be, find the place, move what hangs on the pointer. */
function step(): void {
  frame = 0;
  if (!dragging) return;
  const scrolled = scrollAtEdge();
  if (scrolled) forget();
  measure();
  aim(gapAt(x, y));
  if (scrolled) drawLine();
  ghost.style.transform = `translate(${x + 14}px, ${y + 8}px)`;
  placeCard(x, y);
  if (scrolled) wake();
}

function scrollAtEdge(): boolean {
  const box = deskBox();
  if (x < box.left || x > box.right) return false;
  const above = box.top + EDGE - y;
  const below = y - (box.bottom - EDGE);
  const by = above > 0 ? -Math.min(above / EDGE, 1) * SPEED : below > 0 ? Math.min(below / EDGE, 1) * SPEED : 0;
  if (by === 0) return false;
  const before = desk.scrollTop;
  desk.scrollTop = before + by;
  return desk.scrollTop !== before;
}

function up(event: PointerEvent): void {
  if (!press || event.pointerId !== press.id) return;
  if (dragging) {
    x = event.clientX;
    y = event.clientY;
    measure();
    aim(gapAt(x, y));
    drop();
  }
  letGo();
}

function stop(): void {
  if (dragging) cancel();
  letGo();
}

/** Called when the lift ends, however it does. */
function finish(): void {
  dragging = false;
  ended = performance.now();
  ghost.hidden = true;
  overlay.classList.remove("catches");
  letGo();
}

function letGo(): void {
  if (press) clearTimeout(press.timer);
  press = null;
}
