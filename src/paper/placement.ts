/** Where a pixel of a worked-over picture lies on the page: words are marked on what people see, not on what the machine read. */

/** x' = xx·x + xy·y + x0, y' = yx·x + yy·y + y0. */
export interface Placement {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

export const IDENTITY: Placement = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };

/** From a picture turned clockwise by `degrees` about its middle (the canvas grew) back to the one before. Sizes in pixels. */
export function turnedBack(degrees: number, before: Size, after: Size): Placement {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return {
    xx: cos,
    xy: sin,
    x0: before.width / 2 - (cos * after.width) / 2 - (sin * after.height) / 2,
    yx: -sin,
    yy: cos,
    y0: before.height / 2 + (sin * after.width) / 2 - (cos * after.height) / 2,
  };
}

export function scaledBack(before: Size, after: Size): Placement {
  return { ...IDENTITY, xx: before.width / after.width, yy: before.height / after.height };
}

/** First `inner`, then `outer`. */
export function then(inner: Placement, outer: Placement): Placement {
  return {
    xx: outer.xx * inner.xx + outer.xy * inner.yx,
    xy: outer.xx * inner.xy + outer.xy * inner.yy,
    x0: outer.xx * inner.x0 + outer.xy * inner.y0 + outer.x0,
    yx: outer.yx * inner.xx + outer.yy * inner.yx,
    yy: outer.yx * inner.xy + outer.yy * inner.yy,
    y0: outer.yx * inner.x0 + outer.yy * inner.y0 + outer.y0,
  };
}

/** The upright box around a box that may lie askew. */
export function boxOn(placement: Placement, { left, top, width, height }: Size & { left: number; top: number }) {
  const corners = [
    [left, top],
    [left + width, top],
    [left, top + height],
    [left + width, top + height],
  ].map(([x = 0, y = 0]) => ({
    x: placement.xx * x + placement.xy * y + placement.x0,
    y: placement.yx * x + placement.yy * y + placement.y0,
  }));
  const [x0, y0] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))];
  return {
    left: x0,
    top: y0,
    width: Math.max(...corners.map(({ x }) => x)) - x0,
    height: Math.max(...corners.map(({ y }) => y)) - y0,
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}
