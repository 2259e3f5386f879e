/** The letterhead as data: templates/letterhead.yaml, checked. Millimetres from the top left corner of A4, sizes in points. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** @throws Error naming the faulty key */
export function loadLetterhead(file: string): LetterheadConfig {
  const parsed = Letterhead.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map((issue) => `${file}: ${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

export type LetterheadConfig = z.infer<typeof Letterhead>;

const mm = z.number().min(0).max(297);
const points = z.number().min(5).max(40);
const leading = z.number().min(1).max(1.6);
const svgPath = z.string().regex(/^[MLHVCSQZ0-9 .,\n-]+$/i, 'is not an SVG path');

const Letterhead = z.strictObject({
  company: z.strictObject({
    name: z.array(z.string().min(1)).min(1),
    reference: z.array(z.string().min(1)),
    /** Goes into the properties of the file. */
    author: z.string().min(1),
  }),
  form: z.enum(['corner', 'longitudinal']),
  /** By the code of the office in workflows/organisation.yaml. What is not said is the company's. */
  offices: z.record(
    z.string(),
    z.strictObject({
      unit: z.array(z.string().min(1)).optional(),
      reference: z.array(z.string().min(1)).optional(),
      form: z.enum(['corner', 'longitudinal']).optional(),
    }),
  ),
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, 'must be #rrggbb'),
  emblem: z.strictObject({ alt: z.string().min(1), path: svgPath, hole: svgPath, size: mm, top: mm }),
  margins: z.strictObject({ left: mm.min(20), right: mm.min(10), top: mm.min(20), bottom: mm.min(20) }),
  corner: z.strictObject({
    left: mm,
    width: mm.max(80),
    top: mm,
    nameSize: points,
    formSize: points,
    unitSize: points,
    referenceSize: points,
  }),
  longitudinal: z.strictObject({ width: mm.max(120) }),
  registration: z.strictObject({ top: mm, size: points, dateCell: mm }),
  addressee: z.strictObject({ left: mm, top: mm, width: mm, size: points, addressSize: points }),
  title: z.strictObject({ top: mm, width: mm.max(80), size: points, leading }),
  text: z.strictObject({ size: points, leading, tighter: z.array(leading), indent: mm, paragraphGap: mm }),
  signature: z.strictObject({ positionWidth: mm }),
  /** Mark 23. Its left edge and its size. */
  signatureMark: z.strictObject({ left: mm, width: mm, height: mm, size: points }),
  /** Mark 31: the size of the QR and of the words beside it. */
  check: z.strictObject({ size: mm, textSize: points }),
  executorMark: z.strictObject({ size: points, bottom: mm }),
  pageNumber: z.strictObject({ top: mm.min(10), size: points }),
});
