/** Everything the engine does by the clock, as data. */
export interface Round {
  readonly name: string;
  /** Seconds between two runs. */
  readonly every: number;
  readonly run: () => Promise<void>;
}

export function rounds(house: Readonly<Record<'perform' | 'resume' | 'remind', () => Promise<void>>>): readonly Round[] {
  return [
    { name: 'perform', every: 5, run: house.perform },
    { name: 'resume', every: 60, run: house.resume },
    { name: 'remind', every: 600, run: house.remind },
  ];
}
