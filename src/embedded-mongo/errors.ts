/** An answer `{ ok: 0, code, codeName, errmsg }`: MongoDB's own numbers and names, clients branch on them. */
export class CommandError extends Error {
  readonly codeName: CodeName;
  /** Further fields of the answer (keyPattern, keyValue). */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(codeName: CodeName, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.codeName = codeName;
    this.details = details;
  }

  get code(): number {
    return codes[this.codeName];
  }
}

export type CodeName = keyof typeof codes;

const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  InvalidBSON: 22,
  IndexNotFound: 27,
  NamespaceNotFound: 26,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  DocumentValidationFailure: 121,
  CommandNotSupported: 115,
  NotWritablePrimary: 10107,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  CannotIndexParallelArrays: 171,
  IllegalOperation: 20,
  NoQueryExecutionPlans: 291,
  MechanismUnavailable: 334,
  OutOfDiskSpace: 14031,
  Location15974: 15974,
  Location16436: 16436,
  Location31253: 31253,
  Location31254: 31254,
  Location31249: 31249,
  Location40324: 40324,
  Location40323: 40323,
  Location40353: 40353,
  Location40414: 40414,
  Location40415: 40415,
  Location51091: 51091,
  Location51132: 51132,
  Location51156: 51156,
  Location51183: 51183,
  MergeStageNoMatchingDocument: 13113,
  MaxTimeMSExpired: 50,
  Location51024: 51024,
  Location51075: 51075,
} as const;
