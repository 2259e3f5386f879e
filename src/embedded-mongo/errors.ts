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
    const known: Readonly<Record<string, number>> = codes;
    return known[this.codeName] ?? Number(this.codeName.slice('Location'.length));
  }
}

/** Errors that MongoDB knows by number only are called Location and the number. */
export type CodeName = keyof typeof codes | `Location${number}`;

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
  ShutdownInProgress: 91,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  IllegalOperation: 20,
  NoQueryExecutionPlans: 291,
  MechanismUnavailable: 334,
  OutOfDiskSpace: 14031,
  MergeStageNoMatchingDocument: 13113,
  MaxTimeMSExpired: 50,
} as const;
