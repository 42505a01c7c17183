/** What a configuration comes to, for a run. */
import type { Budget } from '../core/results/budget.ts';
import type { RunOptions } from '../measure/run-options.ts';
import { suites } from '../measure/suites.ts';
import { formatProfile, parseProfile } from '../profiles/profile.ts';
import { deviceProfiles, type ScenarioSettings } from '../scenarios/settings.ts';
import type { BackscrollConfig } from './config.ts';

type Configured =
  | 'suite'
  | 'profiles'
  | 'iterations'
  | 'traffic'
  | 'scenarios'
  | 'budgetProfiles'
  | 'hostFonts';

/** What a run takes from the configuration where no flag says otherwise. */
export function configuredRun(
  suite: RunOptions['suite'],
  config: BackscrollConfig,
): Pick<RunOptions, Configured> {
  const { profiles, iterations, traffic } = suites[suite];
  const own = config.suites?.[suite] ?? {};
  return {
    suite,
    profiles: own.profiles ?? profiles,
    iterations: {
      recorded: own.iterations?.recorded ?? iterations.recorded,
      timing: own.iterations?.timing ?? iterations.timing,
      memory: own.iterations?.memory ?? iterations.memory,
      lighthouse: own.iterations?.lighthouse ?? iterations.lighthouse,
    },
    traffic: own.traffic ?? traffic,
    scenarios: scenarioSettingsOf(config),
    // `fast-3g/4` is another way to write `fast-3g/cpu-4`.
    budgetProfiles: config.budgetProfiles?.map((text) => formatProfile(parseProfile(text))) ?? [
      ...deviceProfiles,
    ],
    hostFonts: config.hostFonts ?? false,
  };
}

type ConfiguredScenario = NonNullable<BackscrollConfig['scenarios']>[string];

function scenarioSettingsOf({ scenarios = {} }: BackscrollConfig): Record<string, ScenarioSettings> {
  return Object.fromEntries(Object.entries(scenarios).map(([id, each]) => [id, settingsOf(each)]));
}

function settingsOf({ budgets, ...rest }: ConfiguredScenario): ScenarioSettings {
  if (budgets === undefined) return rest;
  const limits = Object.entries(budgets);
  return {
    ...rest,
    budgets: limits.flatMap(([metric, limit]): Budget[] => {
      if (limit === null) return [];
      if (typeof limit === 'number') return [{ kind: 'absolute', metric, limit }];
      const { perMessage, ...per } = limit;
      return [{ kind: 'growth', metric, parameter: 'messages', limit: perMessage, ...per }];
    }),
    unlimited: limits.flatMap(([metric, limit]) => (limit === null ? [metric] : [])),
  };
}
