import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { previewPages } from '../../../src/paper/preview.ts';
import { PDF } from '../../support/small-pdf.ts';

describe('8.4.5: the letterhead while one writes', () => {
  it('8.4.5: each page is a picture of its own, in its proportions', async () => {
    const [page, second] = await previewPages(PDF, 60_000);
    const { format, width = 0, height = 1 } = await sharp(page).metadata();
    expect([format, second]).toEqual(['png', undefined]);
    expect(width / height).toBeCloseTo(595 / 842, 2);
  });

  it('what is no PDF is told, not drawn', async () => {
    await expect(previewPages(Buffer.from('nothing'), 60_000)).rejects.toThrow(/pdftoppm/);
  });
});
