// How many columns make the tiles largest without scrolling; on a small screen, one or two and scrolling.

const NARROWEST_TILE = 300;
const CAPTION_HEIGHT = 78;
const PICTURE_RATIO = 9 / 16;

/** Columns for `count` tiles in a place of this size, and how wide each tile then is, in CSS pixels. */
export function columnsFor(count, width, height, gap) {
  let best = { columns: 1, tile: 0 };
  const most = Math.max(1, Math.floor((width + gap) / (NARROWEST_TILE + gap)));
  for (let columns = 1; columns <= Math.min(most, Math.max(1, count)); columns++) {
    const rows = Math.ceil(count / columns);
    const byWidth = (width - (columns - 1) * gap) / columns;
    const byHeight = ((height - (rows - 1) * gap) / rows - CAPTION_HEIGHT) / PICTURE_RATIO;
    const tile = Math.floor(Math.min(byWidth, byHeight));
    if (tile > best.tile) best = { columns, tile };
  }
  if (best.tile >= NARROWEST_TILE) return best;
  return { columns: most, tile: Math.floor((width - (most - 1) * gap) / most) };
}

/** Keeps `grid` laid out while the window changes; call the result after adding or removing tiles. */
export function keepLaidOut(grid) {
  const lay = () => {
    const style = getComputedStyle(grid);
    const gap = parseFloat(style.columnGap) || 0;
    const width = grid.parentElement.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const height = innerHeight - grid.offsetTop - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    const { columns, tile } = columnsFor(grid.childElementCount, width, height, gap);
    document.body.style.setProperty('--columns', columns);
    document.body.style.setProperty('--tile', `${tile}px`);
  };
  addEventListener('resize', lay);
  return lay;
}
