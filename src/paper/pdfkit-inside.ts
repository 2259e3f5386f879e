/**
 * What we use of pdfkit 0.20 beyond its documented face: its text is built for flowing documents, ours is placed. The version
 * is pinned; the tests of the letterhead fail when one of these changes its meaning.
 */
import type { Font } from 'fontkit';
import type { Subset } from './font-subset.ts';

export interface PdfKit {
  readonly page: { readonly fonts: Record<string, unknown>; readonly annotations: unknown[]; readonly dictionary: Reference };
  readonly _font: PdfKitFont;
  readonly _root: { readonly data: Record<string, unknown> };
  _acroform: { fonts: object; defaultFont: string };
  font(font: Font, name: string): void;
  ref(data: object): Reference;
  struct(tag: string, options?: object): StructureElement;
  addStructure(element: StructureElement): void;
  markStructureContent(tag: string): object;
  markContent(tag: string, options: object): void;
  endMarkedContent(): void;
  addContent(operators: string): void;
}

export interface PdfKitFont {
  readonly id: string;
  readonly subset: Subset;
  /** By number in the subset; thousandths, code points. */
  readonly widths: number[];
  readonly unicode: (readonly number[])[];
  ref(): unknown;
}

export interface StructureElement {
  add(child: object): void;
  end(): void;
}

interface Reference {
  readonly data: Record<string, unknown>;
  end(): void;
}

/** Bytes kept free for the signature: RSA-4096 with a chain of three fits. */
export const SIGNATURE_BYTES = 8192;
/** Stands where the byte range is written after the document is finished; as wide as it can get. */
export const RANGE_PLACE = 9_999_999_999;

/** An empty signature on the last sheet (ISO 32000-1 12.8, ETSI EN 319 142-1): seal.ts fills it. */
export function signatureField(doc: PdfKit, { name, at }: { readonly name: string; readonly at: Date }): void {
  const signature = doc.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, RANGE_PLACE, RANGE_PLACE, RANGE_PLACE],
    Contents: Buffer.alloc(SIGNATURE_BYTES),
    Name: pdfText(name),
    M: at,
  });
  // The mark that people see is drawn on the sheet: the field itself has no size (PDF/A-2: then it needs no appearance)
  const field = doc.ref({
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: pdfText('Signature'),
    V: signature,
    F: 132,
    Rect: [0, 0, 0, 0],
    P: doc.page.dictionary,
  });
  doc.page.annotations.push(field);
  doc._acroform = { fonts: {}, defaultFont: 'none' };
  doc._root.data.AcroForm = doc.ref({ Fields: [field], SigFlags: 3, DR: { Font: {} } });
  signature.end();
  field.end();
}

/** Trap: pdfkit writes a primitive string as a name, a String object as text. */
function pdfText(text: string): object {
  return Object(text) as object;
}
