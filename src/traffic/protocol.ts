/** The messages between the runner and the generator's process: one JSON document per line. */
import { z } from 'zod';
import { type ErrorCode, isErrorCode } from '../core/error-codes.ts';
import { trafficTarget } from './contract.ts';
import { trafficPlan } from './mix.ts';
import { trafficResult, trafficWindow } from './result.ts';

/** Runner → generator, on its standard input; the end of the input stops the generator. */
export const generatorCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), plan: trafficPlan, target: trafficTarget }),
  z.object({
    type: z.literal('window'),
    id: z.int(),
    fromUs: z.number().nullable(),
    toUs: z.number().nullable(),
  }),
  z.object({ type: z.literal('stop') }),
]);
export type GeneratorCommand = z.infer<typeof generatorCommand>;

/** Generator → runner, on its standard output. An `error` without an id ends the run. */
export const generatorReport = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), startedUs: z.number() }),
  z.object({ type: z.literal('window'), id: z.int(), window: trafficWindow }),
  z.object({ type: z.literal('result'), result: trafficResult }),
  z.object({
    type: z.literal('error'),
    id: z.int().nullable(),
    code: z.custom<ErrorCode>((code) => typeof code === 'string' && isErrorCode(code)),
    message: z.string(),
    hint: z.string(),
  }),
]);
export type GeneratorReport = z.infer<typeof generatorReport>;
