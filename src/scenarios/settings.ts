/** A project's changes to the scenarios: see the configuration. */
import { z } from 'zod';
import { type Budget, budget } from '../core/results/budget.ts';
import { chatScenarios } from './index.ts';
import type { ChatScenario } from './scenario.ts';

export const scenarioSettings = z.object({
  sizes: z.array(z.int().min(1)).optional(),
  nightlySizes: z.array(z.int().min(1)).optional(),
  /** Replace those of the scenario, metric by metric. */
  budgets: z.array(budget).optional(),
  /** Metrics whose limit in the scenario is removed. */
  unlimited: z.array(z.string()).optional(),
  primary: z.array(z.string()).optional(),
});
export type ScenarioSettings = z.infer<typeof scenarioSettings>;

/**
 * Profiles with limits that depend on network and CPU; other profiles are reported without them. A device is
 * equally fast on every host, and a bare slowdown of 4 is not: see docs/decisions/devices.md.
 */
export const deviceProfiles: readonly string[] = ['fast-3g/low-tier', 'fast-3g/mid-tier'];

/** A scenario with the project's changes. */
export function withSettings(scenario: ChatScenario, settings: ScenarioSettings = {}): ChatScenario {
  const { sizes, nightlySizes, budgets = [], unlimited = [], primary } = settings;
  const replaced = new Set([...budgets.map(({ metric }) => metric), ...unlimited]);
  const kept = (list: readonly Budget[]) => list.filter(({ metric }) => !replaced.has(metric));
  return {
    ...scenario,
    ...(sizes === undefined ? {} : { sizes: sizes.toSorted((a, b) => a - b) }),
    ...(nightlySizes === undefined ? {} : { nightlySizes }),
    budgets: {
      atDevices: [...kept(scenario.budgets.atDevices), ...budgets.filter(({ kind }) => kind === 'absolute')],
      everywhere: [
        ...kept(scenario.budgets.everywhere),
        ...budgets.filter(({ kind }) => kind !== 'absolute'),
      ],
    },
    at: (messages) => ({ ...scenario.at(messages), ...(primary === undefined ? {} : { primary }) }),
  };
}

export type SettingsByScenario = Readonly<Record<string, ScenarioSettings>>;

/** All scenarios of a chat with the project's changes. */
export function configuredScenarios(settings: SettingsByScenario): ChatScenario[] {
  return Object.values(chatScenarios).map((each) => withSettings(each, settings[each.id]));
}

/** The rules for which budgets a cell has. */
export interface BudgetRules {
  scenarios: SettingsByScenario;
  budgetProfiles: readonly string[];
}

/** The budgets of a cell; none for a scenario that is not Backscroll's. */
export function budgetsOf({ scenarios, budgetProfiles }: BudgetRules, id: string, profile: string): Budget[] {
  const scenario = chatScenarios[id];
  if (scenario === undefined) return [];
  const { atDevices, everywhere } = withSettings(scenario, scenarios[id]).budgets;
  return [...(budgetProfiles.includes(profile) ? atDevices : []), ...everywhere];
}

/** The metrics with budgets in a scenario, under any profile. */
export function headlineMetrics(rules: Pick<BudgetRules, 'scenarios'>, id: string): string[] {
  const scenario = chatScenarios[id];
  if (scenario === undefined) return [];
  const { atDevices, everywhere } = withSettings(scenario, rules.scenarios[id]).budgets;
  return [...new Set([...atDevices, ...everywhere].map(({ metric }) => metric))];
}
