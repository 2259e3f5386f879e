/** Electronic signatures of officials (63-ФЗ; ГОСТ Р 7.0.97, mark 23). Keys lie outside of the database and never leave the adapter. */

export interface Certificate {
  /** Hexadecimal, capitals. */
  readonly serial: string;
  /** Full name of the official as the certificate has it. */
  readonly owner: string;
  readonly issuer: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

export interface Signer {
  /** Of the official's key; null when there is none: then the paper is signed by hand. @throws Invalid, one sentence, when it cannot be used at `at` */
  certificate(login: string, at: Date): Promise<Certificate | null>;
  /** Fills the place that the printer left for a signature (PAdES baseline B). @throws Invalid as `certificate` does */
  sign(pdf: Buffer, login: string, at: Date): Promise<Buffer>;
  /** All signatures of a PDF, oldest first; empty when it has none. Never throws: what cannot be read is not intact. */
  verify(pdf: Buffer): readonly SignatureCheck[];
}

export interface SignatureCheck {
  /** Not a byte of what was signed has changed, nothing was added, and the signature is the certificate's. */
  readonly intact: boolean;
  /** A Russian sentence: why not. */
  readonly reason: string | null;
  readonly certificate: Certificate | null;
  /** As the document says it. */
  readonly signedAt: Date | null;
}
